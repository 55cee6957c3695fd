import type { CallSite } from '../../core/errors/tap-error.ts'
import { asGroup } from '../../core/group.ts'
import type { Placement } from '../partitioner.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'
import { groupByKey } from './group-by-key.ts'
import { union } from './union.ts'

type Tagged = readonly [side: number, value: unknown]

/**
 * Per key the values of each side, in arrival order: `[key, [values of the first, values of the second, …]]`.
 * Keys come as they are met: those of the first side, then those that only later sides have.
 */
export const cogroup = (
  sides: readonly RddNode[],
  partitioner: Placement,
  site: CallSite | undefined,
  name = 'cogroup',
): NarrowNode => {
  const tagged = sides.map((node, side) =>
    narrow(
      node,
      name,
      'map',
      'value',
      own((value: unknown) => [side, value], `side ${side}`, site),
    ),
  )
  const grouped = groupByKey(union(tagged, name, site), partitioner, site, { name })
  const apart = (values: readonly Tagged[]): unknown[][] => {
    const groups = sides.map(() => asGroup<unknown>([]))
    for (const [side, value] of values) groups[side]!.push(value)
    return groups
  }
  return narrow(grouped, name, 'map', 'value', own(apart, 'sides', site), 'partitioner')
}
