import type { Placement } from '../partitioner.ts'
import type { RddNode, ShuffleNode } from '../plan/nodes.ts'
import { type Combining, combineByKey } from './combine-by-key.ts'
import { partitionBy } from './partition-by.ts'

/** One value per key, of all its values where they meet: keys are brought together first, and nothing is combined twice. */
export const combineLate = (
  parent: RddNode,
  combining: Combining,
  partitioner: Placement,
  { name }: { name: string },
): ShuffleNode => {
  const placed = partitionBy(parent, partitioner, combining.merge.site, name)
  return combineByKey(placed, combining, partitioner, { name })
}
