import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { RDD } from '../../rdd/index.ts'
import { union } from '../../rdd/operators/union.ts'
import { defineStream } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { AnyRDD } from '../graph/stream-node.ts'
import type { StreamingContext } from '../streaming-context.ts'

/** What a queue may hold: RDDs, or arrays of which RDDs are made. */
export type QueueItem<T> = RDD<T> | readonly T[]

interface Options {
  readonly oneAtATime: boolean
  /** What an empty queue gives; null: an RDD without partitions, undefined: an empty one of one partition. */
  readonly fallback: QueueItem<unknown> | null | undefined
}

const NAME = 'queueStream'

/** The user's own array, live: each batch shifts one item, or all of them. */
export const queueStream = <T>(
  ssc: StreamingContext,
  queue: QueueItem<unknown>[],
  { oneAtATime, fallback }: Options,
  site: CallSite | undefined,
): DStream<T> => {
  const sc = ssc.sparkContext
  const rddOf = (item: QueueItem<unknown>): AnyRDD => {
    if (item instanceof RDD) return item as AnyRDD
    if (Array.isArray(item)) return sc.parallelize(item)
    const expected = 'an RDD or an array'
    throw TAP109({ what: 'An item of the queue', expected, got: typeof item, site })
  }
  const idle = (): AnyRDD => {
    if (fallback === null) return sc.emptyRDD()
    return fallback === undefined ? sc.parallelize([], 1) : rddOf(fallback)
  }
  const stream = defineStream<T>(ssc, {
    name: NAME,
    site,
    parents: [],
    slide: ssc.batchDuration,
    compute: (time) => {
      // What an earlier process had taken for a batch is gone.
      if (time <= ssc.graph.restoredTime) return null
      if (queue.length === 0) return idle()
      ssc.sawData(time)
      if (oneAtATime) return rddOf(queue.shift()!)
      const rdds = queue.splice(0).map(rddOf)
      const nodes = rdds.map(({ node }) => node)
      return rdds.length === 1 ? rdds[0]! : new RDD(sc, union(nodes, NAME, site))
    },
  })
  ssc.addQueue(queue)
  return stream
}
