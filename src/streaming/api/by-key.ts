import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import { combineByKey } from '../../rdd/operators/combine-by-key.ts'
import { combineLate } from '../../rdd/operators/combine-late.ts'
import { partitionBy } from '../../rdd/operators/partition-by.ts'
import type { NotPairs } from '../../rdd/pairs.ts'
import type { Partitioner } from '../../rdd/partitioner.ts'
import type { Partitions } from '../../rdd/placement.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { task } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'
import { placementFor } from '../placement.ts'

export interface CombineOptions {
  numPartitions?: number | Partitioner
  mapSideCombine?: boolean
}

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * One value per key of each batch: `create` makes it of the first value of a key in a partition, `mergeValue` takes
     * in the others there, `mergeCombiners` puts together what partitions have. With `mapSideCombine` false all values
     * of a key meet first, and `mergeCombiners` is not needed.
     * @throws TAP402 (the batch fails) when an element is no pair
     * @example
     * ssc.queueStream([[['a', 1], ['a', 2]]])
     *   .combineByKey((v) => [v], (list, v) => [...list, v], (a, b) => [...a, ...b]).pprint()
     * // prints ('a', (1, 2))
     */
    combineByKey<K, V, C>(
      this: DStream<readonly [K, V]>,
      create: (value: V) => C,
      mergeValue: (combined: C, value: V) => C,
      mergeCombiners: (a: C, b: C) => C,
      numPartitions?: number | Partitioner | null | CombineOptions,
      mapSideCombine?: boolean,
    ): DStream<[K, C]>
    combineByKey(this: NotPairs, ...args: never[]): never
    /**
     * Every pair of each batch in the partition of its key: by hash, by a Partitioner, or by `partitionFunc` modulo the
     * number of partitions.
     * @throws TAP402 (the batch fails) when an element is no pair
     * @example
     * const pairs = ssc.queueStream([['to', 'be', 'not']]).map((word) => [word, 1])
     * pairs.partitionBy(2, (word) => word.length).glom().pprint()
     * // prints [('to', 1), ('be', 1)] and [('not', 1)]
     */
    partitionBy<K, V>(
      this: DStream<readonly [K, V]>,
      numPartitions?: Partitions<K> | null,
      partitionFunc?: (key: K) => number,
    ): DStream<[K, V]>
    partitionBy(this: NotPairs, ...args: never[]): never
  }
}

const COMBINE = 'combineByKey'

extend(DStream, {
  combineByKey(
    this: DStream<unknown>,
    create: AnyFunction,
    mergeValue: AnyFunction,
    mergeCombiners: AnyFunction,
    ...rest: readonly unknown[]
  ) {
    const combining = {
      create: task(create, COMBINE),
      merge: task(mergeValue, COMBINE),
      combiners: task(mergeCombiners, COMBINE),
    }
    const [n, early] = optional(COMBINE, ['numPartitions', 'mapSideCombine'], rest, callSite)
    const partitioner = placementFor(this, COMBINE, n)
    const combine = early === false ? combineLate : combineByKey
    return perBatch(
      this,
      COMBINE,
      combining.merge.site,
      (rdd) => new RDD(rdd.context, combine(rdd.node, combining, partitioner, { name: COMBINE })),
    )
  },
  partitionBy(this: DStream<unknown>, ...given: readonly unknown[]) {
    const site = callSite()
    const [n, f] = optional('partitionBy', ['numPartitions', 'partitionFunc'], given, callSite)
    const partitioner = placementFor(this, 'partitionBy', n, f)
    return perBatch(
      this,
      'partitionBy',
      site,
      (rdd) => new RDD(rdd.context, partitionBy(rdd.node, partitioner, site)),
    )
  },
})
