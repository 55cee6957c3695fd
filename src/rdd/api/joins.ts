import { extend } from '../../core/extend.ts'
import type { Group } from '../../core/group.ts'
import { callSite } from '../../closure/call-site.ts'
import { otherRdds } from '../arguments.ts'
import { cogroup } from '../operators/cogroup.ts'
import { join, type JoinName } from '../operators/join.ts'
import { subtractByKey } from '../operators/subtract.ts'
import type { NotPairs } from '../pairs.ts'
import { type Partitions, shufflePlacement } from '../placement.ts'
import { RDD } from '../rdd.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * Per key the values of each side: `[key, [those here, those of the other]]`. Keys of this RDD come first.
     * Partitions, here and in joins: `numPartitions`, else those of the first side that is placed by key, else
     * `spark.default.parallelism` if set, else the most that a side has.
     * @throws TAP402 when an element is no pair · TAP408 when a key cannot be compared by value
     * @example
     * const ages = sc.parallelize([['ann', 31], ['bob', 28]], 1)
     * await ages.cogroup(sc.parallelize([['ann', 'pisa']], 1)).collect()
     * // [ [ 'ann', [ [ 31 ], [ 'pisa' ] ] ], [ 'bob', [ [ 28 ], [] ] ] ]
     */
    cogroup<K, V, W>(
      this: RDD<readonly [K, V]>,
      other: RDD<readonly [K, W]>,
      numPartitions?: Partitions<K>,
    ): RDD<[K, [Group<V>, Group<W>]]>
    cogroup(this: NotPairs, ...args: never[]): never
    /**
     * As `cogroup`, with any number of other RDDs.
     * @example
     * const ages = sc.parallelize([['ann', 31]], 1)
     * const towns = sc.parallelize([['ann', 'pisa']], 1)
     * const grades = sc.parallelize([['ann', 'A']], 1)
     * await ages.groupWith(towns, grades).collect()   // [ [ 'ann', [ [ 31 ], [ 'pisa' ], [ 'A' ] ] ] ]
     */
    groupWith<K, V, W, More extends readonly unknown[]>(
      this: RDD<readonly [K, V]>,
      other: RDD<readonly [K, W]>,
      ...more: { [I in keyof More]: RDD<readonly [K, More[I]]> }
    ): RDD<[K, [Group<V>, Group<W>, ...{ [I in keyof More]: Group<More[I]> }]]>
    groupWith(this: NotPairs, ...args: never[]): never
    /**
     * Every value here with every value of the other side, for the keys that both have.
     * @throws TAP402 when an element is no pair · TAP408 when a key cannot be compared by value
     * @example
     * const ages = sc.parallelize([['ann', 31], ['bob', 28]], 1)
     * await ages.join(sc.parallelize([['ann', 'pisa']], 1)).collect()   // [ [ 'ann', [ 31, 'pisa' ] ] ]
     */
    join<K, V, W>(
      this: RDD<readonly [K, V]>,
      other: RDD<readonly [K, W]>,
      numPartitions?: Partitions<K>,
    ): RDD<[K, [V, W]]>
    join(this: NotPairs, ...args: never[]): never
    /**
     * As `join`, with every key of this side: null stands for what the other does not have.
     * @example
     * const ages = sc.parallelize([['ann', 31], ['bob', 28]], 1)
     * await ages.leftOuterJoin(sc.parallelize([['ann', 'pisa']], 1)).collect()
     * // [ [ 'ann', [ 31, 'pisa' ] ], [ 'bob', [ 28, null ] ] ]
     */
    leftOuterJoin<K, V, W>(
      this: RDD<readonly [K, V]>,
      other: RDD<readonly [K, W]>,
      numPartitions?: Partitions<K>,
    ): RDD<[K, [V, W | null]]>
    leftOuterJoin(this: NotPairs, ...args: never[]): never
    /**
     * As `join`, with every key of the other side: null stands for what this one does not have.
     * @example
     * const ages = sc.parallelize([['ann', 31], ['bob', 28]], 1)
     * await ages.rightOuterJoin(sc.parallelize([['eve', 'rome']], 1)).collect()
     * // [ [ 'eve', [ null, 'rome' ] ] ]
     */
    rightOuterJoin<K, V, W>(
      this: RDD<readonly [K, V]>,
      other: RDD<readonly [K, W]>,
      numPartitions?: Partitions<K>,
    ): RDD<[K, [V | null, W]]>
    rightOuterJoin(this: NotPairs, ...args: never[]): never
    /**
     * As `join`, with every key of either side: null stands for what one does not have.
     * @example
     * const ages = sc.parallelize([['bob', 28]], 1)
     * await ages.fullOuterJoin(sc.parallelize([['eve', 'rome']], 1)).collect()
     * // [ [ 'bob', [ 28, null ] ], [ 'eve', [ null, 'rome' ] ] ]
     */
    fullOuterJoin<K, V, W>(
      this: RDD<readonly [K, V]>,
      other: RDD<readonly [K, W]>,
      numPartitions?: Partitions<K>,
    ): RDD<[K, [V | null, W | null]]>
    fullOuterJoin(this: NotPairs, ...args: never[]): never
    /**
     * The pairs whose key the other side does not have.
     * @example
     * const words = sc.parallelize([['the', 9], ['cat', 2]], 1)
     * await words.subtractByKey(sc.parallelize([['the', true]], 1)).collect()   // [ [ 'cat', 2 ] ]
     */
    subtractByKey<K, V>(
      this: RDD<readonly [K, V]>,
      other: RDD<readonly [K, unknown]>,
      numPartitions?: Partitions<K>,
    ): RDD<[K, V]>
    subtractByKey(this: NotPairs, ...args: never[]): never
  }
}

const cogrouped = (
  rdd: RDD<unknown>,
  given: readonly unknown[],
  name: string,
  partitions: readonly unknown[],
): RDD<unknown> => {
  const sides = [rdd, ...otherRdds(rdd, given, name)]
  const partitioner = shufflePlacement(sides, name, partitions)
  const nodes = sides.map(({ node }) => node)
  return new RDD(rdd.context, cogroup(nodes, partitioner, callSite(), name))
}

const joined = (name: JoinName) =>
  function (this: RDD<unknown>, given: unknown, ...partitions: readonly unknown[]) {
    const [other] = otherRdds(this, [given], name)
    const partitioner = shufflePlacement([this, other!], name, partitions)
    return new RDD(this.context, join(this.node, other!.node, name, partitioner, callSite()))
  }

extend(RDD, {
  cogroup(this: RDD<unknown>, other: unknown, ...partitions: readonly unknown[]) {
    return cogrouped(this, [other], 'cogroup', partitions)
  },
  groupWith(this: RDD<unknown>, ...others: readonly unknown[]) {
    return cogrouped(this, others.length === 0 ? [undefined] : others, 'groupWith', [])
  },
  join: joined('join'),
  leftOuterJoin: joined('leftOuterJoin'),
  rightOuterJoin: joined('rightOuterJoin'),
  fullOuterJoin: joined('fullOuterJoin'),
  subtractByKey(this: RDD<unknown>, given: unknown, ...partitions: readonly unknown[]) {
    const [other] = otherRdds(this, [given], 'subtractByKey')
    const partitioner = shufflePlacement([this], 'subtractByKey', partitions)
    return new RDD(this.context, subtractByKey(this.node, other!.node, partitioner, callSite()))
  },
})
