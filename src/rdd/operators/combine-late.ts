import type { Placement } from '../partitioner.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'
import type { Combining } from './combine-by-key.ts'
import { groupByKey } from './group-by-key.ts'

/** One value per key, of all its values where they meet: nothing is combined before. */
export const combineLate = (
  parent: RddNode,
  { create, merge }: Combining,
  partitioner: Placement,
  { name }: { name: string },
): NarrowNode => {
  const { site } = merge
  const folded = ([first, ...others]: readonly unknown[]): unknown =>
    others.reduce((sum, value) => merge.fn(sum, value) as unknown, create?.fn(first) ?? first)
  const grouped = groupByKey(parent, partitioner, site, { name })
  return narrow(grouped, name, 'map', 'value', own(folded, `${name} late`, site), 'partitioner')
}
