import type { RDD } from './rdd.ts'

/** Shown by the compiler where an operation on pairs is asked of a stream or RDD of something else. */
export interface NotPairs<Message extends string> {
  readonly needsPairs: Message
}

/** What `reduceByKey` and its kind need as `this`. */
export type PairRDD<K, V> = RDD<readonly [K, V]> | RDD<[K, V]>
