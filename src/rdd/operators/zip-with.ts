import type { CallSite } from '../../core/errors/tap-error.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import type { Survey } from '../plan/survey.ts'
import { inSteps, stepping } from './in-steps.ts'

/** Where each partition begins, from how many elements each has. */
const starts = (counts: readonly number[]): number[] => {
  let sum = 0
  return counts.map((count) => {
    const start = sum
    sum += count
    return start
  })
}

const numbered = (
  rows: readonly unknown[],
  first: number,
  by: number,
): Iterable<readonly unknown[]> =>
  stepping(rows, (x, list, place) => void list.push([x, first + place * by]))

/** `[x, its place]`. With more than one partition they are counted first, when a job needs it. */
export const zipWithIndex = (
  parent: RddNode,
  site: CallSite | undefined,
  name = 'zipWithIndex',
): NarrowNode => {
  const counts: Survey = { node: parent, action: { kind: 'count' }, read: starts }
  return inSteps(
    parent,
    name,
    (partition, rows, first: readonly number[] | undefined) =>
      numbered(rows, first?.[partition] ?? 0, 1),
    site,
    'nothing',
    parent.numPartitions > 1 ? counts : undefined,
  )
}

/** `[x, a number no other element has]`: the i-th element of partition k of n gets i·n + k; nothing is counted. */
export const zipWithUniqueId = (
  parent: RddNode,
  site: CallSite | undefined,
  name = 'zipWithUniqueId',
): NarrowNode =>
  inSteps(parent, name, (partition, rows) => numbered(rows, partition, parent.numPartitions), site)
