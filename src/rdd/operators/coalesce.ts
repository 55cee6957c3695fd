import type { CallSite } from '../../core/errors/tap-error.ts'
import type { RddNode } from '../plan/nodes.ts'
import { gather } from './gather.ts'

/** Neighbouring partitions put together, to `numPartitions` of them if there are more: nothing moves. */
export const coalesce = (
  parent: RddNode,
  numPartitions: number,
  site: CallSite | undefined,
  name = 'coalesce',
): RddNode => {
  const all = parent.numPartitions
  if (numPartitions >= all) return parent
  const from = (i: number): number => Math.floor((i * all) / numPartitions)
  const parts = Array.from({ length: numPartitions }, (_, i) =>
    Array.from({ length: from(i + 1) - from(i) }, (_, j) => [0, from(i) + j] as const),
  )
  return gather([parent], name, 'concat', parts, site)
}
