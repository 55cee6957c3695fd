import type { KeySpace } from '../../columns/key-space.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import { hashPartitioner } from '../partitioner.ts'
import type { AnyFunction, RddNode, ShuffleNode } from '../plan/nodes.ts'
import { shuffle } from '../plan/shuffle.ts'

/** One value per key, combined on the map side first; with a key space the result is columns over it. */
export const reduceByKey = (
  parent: RddNode,
  fn: TaskFunction<AnyFunction>,
  numPartitions: number,
  { name = 'reduceByKey', space }: { name?: string; space?: KeySpace } = {},
): ShuffleNode =>
  shuffle(parent, {
    name,
    partitioner: hashPartitioner(numPartitions),
    site: fn.site,
    combine: { kind: 'fold', merge: fn, combiners: fn },
    ...(space !== undefined && { space }),
  })
