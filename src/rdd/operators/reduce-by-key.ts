import type { KeySpace } from '../../columns/key-space.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { Placement } from '../partitioner.ts'
import type { AnyFunction, RddNode, ShuffleNode } from '../plan/nodes.ts'
import { combineByKey } from './combine-by-key.ts'

/** One value per key, combined on the map side first; with a key space the result is columns over it. */
export const reduceByKey = (
  parent: RddNode,
  fn: TaskFunction<AnyFunction>,
  partitioner: Placement,
  { name = 'reduceByKey', space }: { name?: string; space?: KeySpace } = {},
): ShuffleNode =>
  combineByKey(parent, { merge: fn, combiners: fn }, partitioner, {
    name,
    ...(space !== undefined && { space }),
  })
