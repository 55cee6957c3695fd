import type { KeySpace } from '../../columns/key-space.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { Placement } from '../partitioner.ts'
import type { AnyFunction, RddNode, ShuffleNode } from '../plan/nodes.ts'
import { shuffle } from '../plan/shuffle.ts'

export interface Combining {
  /** Makes the first value of a key; without it that is kept as it is. */
  readonly create?: TaskFunction<AnyFunction>
  /** Adds a value to what a key has in a map task. */
  readonly merge: TaskFunction<AnyFunction>
  /** Puts together what map tasks have for a key. */
  readonly combiners: TaskFunction<AnyFunction>
}

/** One value per key, combined on the map side first; with a key space the result is columns over it. */
export const combineByKey = (
  parent: RddNode,
  { create, merge, combiners }: Combining,
  partitioner: Placement,
  { name, space }: { name: string; space?: KeySpace },
): ShuffleNode =>
  shuffle(parent, {
    name,
    partitioner,
    site: merge.site,
    combine: { kind: 'fold', merge, combiners, ...(create !== undefined && { create }) },
    ...(space !== undefined && { space }),
  })
