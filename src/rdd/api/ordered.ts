import { extend } from '../../core/extend.ts'
import type { Hint } from '../../core/hint.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { refuse } from '../arguments.ts'
import { keyBy } from '../operators/key-by.ts'
import { partitionBy } from '../operators/partition-by.ts'
import { sortByKey, type Sorting, sortWithin } from '../operators/sort-by-key.ts'
import type { NotPairs } from '../pairs.ts'
import { type Partitions, shufflePlacement } from '../placement.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import { RDD } from '../rdd.ts'
import { task } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * The elements in the order of `f` of each. Numbers are ordered by number (NaN last), strings by code point, dates
     * by time, tuples element by element; equal ones keep their order. Partitions are ranges, found by sampling when a
     * job needs them.
     * @throws TAP410 when values have no order, such as null, or a number and a string
     * @example
     * await sc.parallelize(['bb', 'a', 'ccc']).sortBy((w) => w.length).collect()   // [ 'a', 'bb', 'ccc' ]
     */
    sortBy(
      f: (element: T) => Hint,
      ascending?: boolean | { ascending?: boolean; numPartitions?: number },
      numPartitions?: number | { numPartitions?: number },
    ): RDD<T>
    /**
     * The pairs in the order of their keys, or of `keyfunc` of each; orders are those of `sortBy`.
     * @throws TAP402 when an element is no pair · TAP410 when keys have no order
     * @example
     * await sc.parallelize([['b', 1], ['a', 2]]).sortByKey().collect()   // [ [ 'a', 2 ], [ 'b', 1 ] ]
     */
    sortByKey<K, V>(
      this: RDD<readonly [K, V]>,
      ascending?: boolean | SortOptions<K>,
      numPartitions?: number | SortOptions<K>,
      keyfunc?: ((key: K) => Hint) | SortOptions<K>,
    ): RDD<[K, V]>
    sortByKey(this: NotPairs, ...args: never[]): never
    /**
     * Every pair in the partition of its key, as `partitionBy` does it, and each partition in the order of its keys.
     * @throws TAP402 when an element is no pair · TAP410 when keys have no order
     * @example
     * const rows = sc.parallelize([[3, 'x'], [2, 'y'], [1, 'z']])
     * await rows.repartitionAndSortWithinPartitions(2).glom().collect()
     * // [ [ [ 2, 'y' ] ], [ [ 1, 'z' ], [ 3, 'x' ] ] ]
     */
    repartitionAndSortWithinPartitions<K, V>(
      this: RDD<readonly [K, V]>,
      numPartitions?: Exclude<Partitions<K>, object> | null | WithinOptions<K>,
      partitionFunc?: ((key: K) => number) | null | WithinOptions<K>,
      ascending?: boolean | WithinOptions<K>,
      keyfunc?: ((key: K) => Hint) | WithinOptions<K>,
    ): RDD<[K, V]>
    repartitionAndSortWithinPartitions(this: NotPairs, ...args: never[]): never
  }
}

/** Arguments of sortByKey by name. */
export interface SortOptions<K> {
  ascending?: boolean
  numPartitions?: number
  keyfunc?: (key: K) => Hint
}

/** Arguments of repartitionAndSortWithinPartitions by name. */
export interface WithinOptions<K> extends SortOptions<K> {
  partitionFunc?: (key: K) => number
}

const direction = (given: unknown, method: string): boolean => {
  if (given === undefined || given === null) return true
  // Python ports write 1 and 0 as well.
  if (typeof given === 'boolean' || given === 0 || given === 1) return Boolean(given)
  return refuse(`ascending of ${method}`, 'true or false', given)
}

const sorting = (
  name: string,
  ascending: unknown,
  keyfunc: unknown,
  gives: Sorting['gives'] = 'pair',
): Sorting => ({
  name,
  ascending: direction(ascending, name),
  key: keyfunc === undefined || keyfunc === null ? undefined : task(keyfunc as AnyFunction, name),
  gives,
  site: callSite(),
})

extend(RDD, {
  sortBy(this: RDD<unknown>, f: AnyFunction, ...given: readonly unknown[]) {
    const name = 'sortBy'
    const [ascending, n] = optional(name, ['ascending', 'numPartitions'], given, callSite)
    const { numPartitions } = shufflePlacement([this], name, [n])
    const keyed = keyBy(this.node, task(f, name), name)
    const order = sorting(name, ascending, undefined, 'value')
    return new RDD(this.context, sortByKey(keyed, numPartitions, order))
  },
  sortByKey(this: RDD<unknown>, ...given: readonly unknown[]) {
    const name = 'sortByKey'
    const names = ['ascending', 'numPartitions', 'keyfunc']
    const [ascending, n, keyfunc] = optional(name, names, given, callSite)
    const { numPartitions } = shufflePlacement([this], name, [n])
    const order = sorting(name, ascending, keyfunc)
    return new RDD(this.context, sortByKey(this.node, numPartitions, order))
  },
  repartitionAndSortWithinPartitions(this: RDD<unknown>, ...given: readonly unknown[]) {
    const name = 'repartitionAndSortWithinPartitions'
    const names = ['numPartitions', 'partitionFunc', 'ascending', 'keyfunc']
    const [n, partitionFunc, ascending, keyfunc] = optional(name, names, given, callSite)
    const partitioner = shufflePlacement([this], name, [n, partitionFunc])
    const placed = partitionBy(this.node, partitioner, callSite(), name)
    return new RDD(this.context, sortWithin(placed, sorting(name, ascending, keyfunc)))
  },
})
