import { extend } from '../../core/extend.ts'
import type { Hint, ZeroHint } from '../../core/hint.ts'
import { callSite } from '../../closure/call-site.ts'
import { aggregateByKey } from '../operators/aggregate-by-key.ts'
import { combineByKey } from '../operators/combine-by-key.ts'
import { partitionBy } from '../operators/partition-by.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import type { NotPairs } from '../pairs.ts'
import { type Partitions, shufflePlacement } from '../placement.ts'
import { RDD } from '../rdd.ts'
import { task } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * One value per key: `create` makes it of the first value of a key in a partition, `add` takes in the others
     * there, `meet` puts together what partitions have.
     * @throws TAP402 when an element is no pair · TAP408 when a key cannot be compared by value
     * @example
     * await sc.parallelize([['a', 1], ['a', 2]], 1)
     *   .combineByKey((v) => [v], (list, v) => [...list, v], (a, b) => [...a, ...b]).collect()
     * // [ [ 'a', [ 1, 2 ] ] ]
     */
    combineByKey<K, V, C>(
      this: RDD<readonly [K, V]>,
      create: (value: V) => C,
      add: (combined: C, value: V) => C,
      meet: (a: C, b: C) => C,
      numPartitions?: Partitions<K>,
      partitionFunc?: (key: K) => number,
    ): RDD<[K, C]>
    combineByKey(this: NotPairs, ...args: never[]): never
    /**
     * One value per key: a copy of `zero`, for each key once in each partition, into which `add` takes the values
     * there; `meet` puts together what partitions have.
     * @throws TAP402 when an element is no pair · TAP408 when a key cannot be compared by value
     * @example
     * await sc.parallelize([['a', 'x'], ['a', 'yy']], 1)
     *   .aggregateByKey(0, (n, s) => n + s.length, (a, b) => a + b).collect()
     * // [ [ 'a', 3 ] ]
     */
    aggregateByKey<K, V, Z extends ZeroHint>(
      this: RDD<readonly [K, V]>,
      zero: Z,
      add: (sum: Z, value: V) => Z,
      meet: (a: Z, b: Z) => Z,
      numPartitions?: Partitions<K>,
      partitionFunc?: (key: K) => number,
    ): RDD<[K, Z]>
    aggregateByKey<K, V, Z>(
      this: RDD<readonly [K, V]>,
      zero: Z,
      add: (sum: Z, value: V) => Z,
      meet: (a: Z, b: Z) => Z,
      numPartitions?: Partitions<K>,
      partitionFunc?: (key: K) => number,
    ): RDD<[K, Z]>
    aggregateByKey(this: NotPairs, ...args: never[]): never
    /**
     * As `reduceByKey`, starting with a copy of `zero` for each key once in each partition.
     * @throws TAP402 when an element is no pair · TAP408 when a key cannot be compared by value
     * @example
     * await sc.parallelize([['a', 1], ['a', 2]], 1).foldByKey(0, (a, b) => a + b).collect()
     * // [ [ 'a', 3 ] ]
     */
    foldByKey<K, V extends Hint>(
      this: RDD<readonly [K, V]>,
      zero: V,
      f: (a: V, b: V) => V,
      numPartitions?: Partitions<K>,
      partitionFunc?: (key: K) => number,
    ): RDD<[K, V]>
    foldByKey(this: NotPairs, ...args: never[]): never
    /**
     * Every pair in the partition of its key: by hash, a Partitioner, or `partitionFunc` modulo the count.
     * @throws TAP402 when an element is no pair · TAP109 when a partition is no whole number
     * @example
     * await sc.parallelize([[0, 'x'], [3, 'y'], [2, 'z']]).partitionBy(2).glom().collect()
     * // [ [ [ 0, 'x' ], [ 2, 'z' ] ], [ [ 3, 'y' ] ] ]
     */
    partitionBy<K, V>(
      this: RDD<readonly [K, V]>,
      numPartitions?: Partitions<K> | null,
      partitionFunc?: (key: K) => number,
    ): RDD<[K, V]>
    partitionBy(this: NotPairs, ...args: never[]): never
  }
}

extend(RDD, {
  combineByKey(
    this: RDD<unknown>,
    create: AnyFunction,
    add: AnyFunction,
    meet: AnyFunction,
    ...partitions: readonly unknown[]
  ) {
    const name = 'combineByKey'
    const combining = {
      create: task(create, name),
      merge: task(add, name),
      combiners: task(meet, name),
    }
    const partitioner = shufflePlacement([this], name, partitions)
    return new RDD(this.context, combineByKey(this.node, combining, partitioner, { name }))
  },
  aggregateByKey(
    this: RDD<unknown>,
    zero: unknown,
    add: AnyFunction,
    meet: AnyFunction,
    ...partitions: readonly unknown[]
  ) {
    const name = 'aggregateByKey'
    const functions = { add: task(add, name), meet: task(meet, name) }
    const partitioner = shufflePlacement([this], name, partitions)
    return new RDD(this.context, aggregateByKey(this.node, zero, functions, partitioner, { name }))
  },
  foldByKey(this: RDD<unknown>, zero: unknown, f: AnyFunction, ...partitions: readonly unknown[]) {
    const name = 'foldByKey'
    const fn = task(f, name)
    const partitioner = shufflePlacement([this], name, partitions)
    const functions = { add: fn, meet: fn }
    return new RDD(this.context, aggregateByKey(this.node, zero, functions, partitioner, { name }))
  },
  partitionBy(this: RDD<unknown>, ...partitions: readonly unknown[]) {
    const partitioner = shufflePlacement([this], 'partitionBy', partitions)
    return new RDD(this.context, partitionBy(this.node, partitioner, callSite()))
  },
})
