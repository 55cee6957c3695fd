import type { TaskFunction } from '../../closure/task-function.ts'
import { RDD } from '../../rdd/index.ts'
import { reduceByKey } from '../../rdd/operators/reduce-by-key.ts'
import { hashed } from '../../rdd/partitioner.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { own } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { WindowLengths } from './durations.ts'
import { windowed } from './windowed.ts'

const NAME = 'reduceByWindow'

const keyed = (element: unknown): [null, unknown] => [null, element]
const second = (pair: readonly [null, unknown]): unknown => pair[1]

/** `fn` of all elements of the window, kept under one key; an empty window gives none. */
export const reduceByWindow = (
  parent: DStream<unknown>,
  fn: TaskFunction<AnyFunction>,
  inverse: TaskFunction<AnyFunction> | undefined,
  lengths: WindowLengths,
): DStream<unknown> => {
  const { site } = fn
  const pairing = own(keyed, 'keyed', site)
  const reduced = windowed(parent, {
    name: NAME,
    site,
    lengths,
    partitioner: hashed(1),
    pane: (batch, space) => {
      const pairs = narrow(batch, NAME, 'map', 'element', pairing)
      return reduceByKey(pairs, fn, hashed(1), { name: NAME, space })
    },
    fn,
    inverse,
  })
  const values = own(second, 'second', site)
  return perBatch(
    reduced,
    NAME,
    site,
    (rdd) => new RDD(rdd.context, narrow(rdd.node, NAME, 'map', 'element', values)),
  )
}
