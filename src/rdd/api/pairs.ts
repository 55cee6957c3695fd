import { extend } from '../../core/extend.ts'
import type { Group } from '../../core/group.ts'
import { asGroup } from '../../core/group.ts'
import type { Hint } from '../../core/hint.ts'
import { callSite } from '../../closure/call-site.ts'
import { groupByKey } from '../operators/group-by-key.ts'
import { reduceByKey } from '../operators/reduce-by-key.ts'
import { narrow } from '../plan/narrow.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import type { NotPairs } from '../pairs.ts'
import { type Partitions, shufflePlacement } from '../placement.ts'
import { RDD } from '../rdd.ts'
import { own, task } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * The value of each pair through `f`; keys and their partitions stay.
     * @example
     * await sc.parallelize([['a', 1]]).mapValues((n) => n + 1).collect()   // [ [ 'a', 2 ] ]
     */
    mapValues<K, V, U extends Hint>(this: RDD<readonly [K, V]>, f: (value: V) => U): RDD<[K, U]>
    mapValues(this: NotPairs, ...args: never[]): never
    /**
     * As `mapValues`; `f` gives any number of results, each with the same key.
     * @example
     * await sc.parallelize([['a', 'x y']]).flatMapValues((text) => text.split(' ')).collect()
     * // [ [ 'a', 'x' ], [ 'a', 'y' ] ]
     */
    flatMapValues<K, V, U extends Hint>(
      this: RDD<readonly [K, V]>,
      f: (value: V) => Iterable<U>,
    ): RDD<[K, U]>
    flatMapValues(this: NotPairs, ...args: never[]): never
    /**
     * One value per key: `f` of all its values, which must be associative and commutative.
     * Partitions: `numPartitions`, else `spark.default.parallelism` if set, else as many as this RDD has.
     * @throws TAP402 when an element is no pair · TAP408 when a key cannot be compared by value
     * @example
     * await sc.parallelize([['a', 1], ['b', 1], ['a', 1]], 1).reduceByKey((a, b) => a + b).collect()
     * // [ [ 'a', 2 ], [ 'b', 1 ] ]
     */
    reduceByKey<K, V extends Hint>(
      this: RDD<readonly [K, V]>,
      f: (a: V, b: V) => V,
      numPartitions?: Partitions<K>,
      partitionFunc?: (key: K) => number,
    ): RDD<[K, V]>
    /**
     * The values of each key as a list.
     * @example
     * await sc.parallelize([['a', 1], ['b', 2], ['a', 3]], 1).groupByKey().collect()
     * // [ [ 'a', [ 1, 3 ] ], [ 'b', [ 2 ] ] ]
     */
    groupByKey<K, V>(
      this: RDD<readonly [K, V]>,
      numPartitions?: Partitions<K>,
      partitionFunc?: (key: K) => number,
    ): RDD<[K, Group<V>]>
    groupByKey(this: NotPairs, ...args: never[]): never
    /** Only pairs have keys: make them first, `.map((x) => [x, 1])`. */
    reduceByKey(this: NotPairs, ...args: never[]): never
  }
}

const onValues = (rdd: RDD<unknown>, name: string, op: 'map' | 'flatMap', f: AnyFunction) =>
  new RDD(rdd.context, narrow(rdd.node, name, op, 'value', task(f, name), 'partitioner'))

extend(RDD, {
  mapValues(this: RDD<unknown>, f: AnyFunction) {
    return onValues(this, 'mapValues', 'map', f)
  },
  flatMapValues(this: RDD<unknown>, f: AnyFunction) {
    return onValues(this, 'flatMapValues', 'flatMap', f)
  },
  reduceByKey(
    this: RDD<unknown>,
    f: AnyFunction,
    numPartitions?: unknown,
    partitionFunc?: unknown,
  ) {
    const partitioner = shufflePlacement([this], 'reduceByKey', [numPartitions, partitionFunc])
    return new RDD(this.context, reduceByKey(this.node, task(f, 'reduceByKey'), partitioner))
  },
  groupByKey(this: RDD<unknown>, numPartitions?: unknown, partitionFunc?: unknown) {
    const partitioner = shufflePlacement([this], 'groupByKey', [numPartitions, partitionFunc])
    const site = callSite()
    const grouped = groupByKey(this.node, partitioner, site)
    const lists = own(asGroup, 'group', site)
    return new RDD(
      this.context,
      narrow(grouped, 'groupByKey', 'map', 'value', lists, 'partitioner'),
    )
  },
})
