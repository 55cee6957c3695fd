import { copied } from '../../core/copied.ts'
import type { KeySpace } from '../../columns/key-space.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { Placement } from '../partitioner.ts'
import type { AnyFunction, RddNode, ShuffleNode } from '../plan/nodes.ts'
import { combineByKey } from './combine-by-key.ts'

/** Each key starts with a copy of `zero` in each partition, takes in its values there, and what partitions have meets. */
export const aggregateByKey = (
  parent: RddNode,
  zero: unknown,
  { add, meet }: { add: TaskFunction<AnyFunction>; meet: TaskFunction<AnyFunction> },
  partitioner: Placement,
  options: { name: string; space?: KeySpace },
): ShuffleNode => {
  const { fn, id, site } = add
  const first = (value: unknown): unknown => fn(copied(zero), value)
  const create = Object.freeze({ fn: first, id: `${id} of zero`, site })
  return combineByKey(parent, { create, merge: add, combiners: meet }, partitioner, options)
}
