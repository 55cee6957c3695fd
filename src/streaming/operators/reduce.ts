import type { TaskFunction } from '../../closure/task-function.ts'
import { reduceByKey } from '../../rdd/operators/reduce-by-key.ts'
import { hashed } from '../../rdd/partitioner.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction, RddNode } from '../../rdd/plan/nodes.ts'
import { own } from '../../rdd/task.ts'

const keyed = (element: unknown): [null, unknown] => [null, element]
const second = (pair: readonly [null, unknown]): unknown => pair[1]

/** `fn` of all elements as an RDD of one partition; without elements it has none. */
export const reduce = (parent: RddNode, fn: TaskFunction<AnyFunction>): RddNode => {
  const pairs = narrow(parent, 'reduce', 'map', 'element', own(keyed, 'keyed', fn.site))
  const reduced = reduceByKey(pairs, fn, hashed(1), { name: 'reduce' })
  return narrow(reduced, 'reduce', 'map', 'element', own(second, 'second', fn.site))
}
