import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { KeySpace } from '../../columns/key-space.ts'
import { RDD } from '../../rdd/index.ts'
import { reduceByKey } from '../../rdd/operators/reduce-by-key.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { within } from '../../rdd/plan/identity.ts'
import type { RddNode } from '../../rdd/plan/nodes.ts'
import { own } from '../../rdd/task.ts'
import type { DStream } from '../dstream.ts'

/** State before the first batch as an RDD; none for an empty array. */
export const initialRDD = (
  stream: DStream<unknown>,
  initial: unknown,
  what: string,
  site: CallSite | undefined,
): RDD<unknown> | undefined => {
  if (initial === undefined || initial === null) return undefined
  if (initial instanceof RDD) return initial as RDD<unknown>
  if (Array.isArray(initial)) {
    return initial.length === 0 ? undefined : stream.ssc.sparkContext.parallelize(initial)
  }
  const expected = 'an RDD or an array of pairs'
  throw TAP109({ what, expected, got: typeof initial, site })
}

const latest = (_: unknown, value: unknown): unknown => value

/** The initial pairs as columns over the stream's key space; of a key given twice the last counts. */
export const seededState = (
  initial: RDD<unknown>,
  stream: DStream<unknown>,
  partitioner: Placement,
  space: KeySpace,
): RddNode =>
  within(`${stream.node.identity}.initial`, () =>
    reduceByKey(initial.node, own(latest, 'latest', stream.node.site), partitioner, {
      name: 'initialRDD',
      space,
    }),
  )
