import { extend } from '../../core/extend.ts'
import type { Group } from '../../core/group.ts'
import { asGroup } from '../../core/group.ts'
import type { Hint } from '../../core/hint.ts'
import { callSite } from '../../closure/call-site.ts'
import { groupByKey } from '../operators/group-by-key.ts'
import { keyBy } from '../operators/key-by.ts'
import { keys, values } from '../operators/keys-and-values.ts'
import { narrow } from '../plan/narrow.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import type { NotPairs } from '../pairs.ts'
import { type Partitions, shufflePlacement } from '../placement.ts'
import { RDD } from '../rdd.ts'
import { own, task } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * The key of each pair.
     * @throws TAP402 when an element is no pair
     * @example
     * await sc.parallelize([['a', 1], ['b', 2]]).keys().collect()   // [ 'a', 'b' ]
     */
    keys<K, V>(this: RDD<readonly [K, V]>): RDD<K>
    keys(this: NotPairs, ...args: never[]): never
    /**
     * The value of each pair.
     * @throws TAP402 when an element is no pair
     * @example
     * await sc.parallelize([['a', 1], ['b', 2]]).values().collect()   // [ 1, 2 ]
     */
    values<K, V>(this: RDD<readonly [K, V]>): RDD<V>
    values(this: NotPairs, ...args: never[]): never
    /**
     * Each element behind its key: `[f(x), x]`.
     * @example
     * await sc.parallelize(['to', 'be']).keyBy((w) => w[0]).collect()
     * // [ [ 't', 'to' ], [ 'b', 'be' ] ]
     */
    keyBy<K extends Hint>(f: (element: T) => K): RDD<[K, T]>
    /**
     * The elements of each key `f(x)` as a list.
     * Partitions: `numPartitions`, else `spark.default.parallelism` if set, else as many as this RDD has.
     * @throws TAP408 when a key cannot be compared by value
     * @example
     * await sc.parallelize([1, 2, 3], 1).groupBy((x) => x % 2).collect()
     * // [ [ 1, [ 1, 3 ] ], [ 0, [ 2 ] ] ]
     */
    groupBy<K extends Hint>(
      f: (element: T) => K,
      numPartitions?: Partitions<K>,
      partitionFunc?: (key: K) => number,
    ): RDD<[K, Group<T>]>
  }
}

extend(RDD, {
  keys(this: RDD<unknown>) {
    return new RDD(this.context, keys(this.node, callSite()))
  },
  values(this: RDD<unknown>) {
    return new RDD(this.context, values(this.node, callSite()))
  },
  keyBy(this: RDD<unknown>, f: AnyFunction) {
    return new RDD(this.context, keyBy(this.node, task(f, 'keyBy')))
  },
  groupBy(this: RDD<unknown>, f: AnyFunction, numPartitions?: unknown, partitionFunc?: unknown) {
    const partitioner = shufflePlacement([this], 'groupBy', [numPartitions, partitionFunc])
    const site = callSite()
    const name = 'groupBy'
    const grouped = groupByKey(keyBy(this.node, task(f, name), name), partitioner, site, { name })
    const lists = own(asGroup, 'group', site)
    return new RDD(this.context, narrow(grouped, name, 'map', 'value', lists, 'partitioner'))
  },
})
