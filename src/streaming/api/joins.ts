import { extend } from '../../core/extend.ts'
import type { Group } from '../../core/group.ts'
import { callSite } from '../../closure/call-site.ts'
import type { RDD } from '../../rdd/index.ts'
import { cogroup } from '../../rdd/operators/cogroup.ts'
import { join, type JoinName } from '../../rdd/operators/join.ts'
import type { NotPairs } from '../../rdd/pairs.ts'
import { DStream } from '../dstream.ts'
import { type NumPartitions, streamPlacement } from '../placement.ts'
import { nodesTogether, type Side } from '../together.ts'

/** The other side of a join: a stream with the same slide, or an RDD, which is the same in every batch. */
export type OtherSide<K, W> = DStream<readonly [K, W]> | RDD<readonly [K, W]>

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * Per key of each batch the values of each side: `[key, [those here, those of the other]]`. Keys of this stream
     * come first. Partitions, here and in joins: `numPartitions`, else the context's default parallelism.
     * @throws TAP407 when the slides differ
     * @example
     * const clicks = ssc.queueStream([[['ann', 'home']]])
     * const views = ssc.queueStream([[['ann', 3], ['bob', 1]]])
     * clicks.cogroup(views).pprint()   // prints ('ann', (['home'], [3])) and ('bob', ([], [1]))
     */
    cogroup<K, V, W>(
      this: DStream<readonly [K, V]>,
      other: OtherSide<K, W>,
      numPartitions?: NumPartitions,
    ): DStream<[K, [Group<V>, Group<W>]]>
    cogroup(this: NotPairs, ...args: never[]): never
    /**
     * Every value here with every value of the other side, for the keys that both have in a batch. The other side may be
     * an RDD: what is known already is looked up for each batch.
     * @throws TAP407 when the slides differ
     * @example
     * const counts = ssc.queueStream([[['a', 2], ['b', 1]]])
     * const historicCounts = sc.parallelize([['a', 100]])
     * counts.join(historicCounts).pprint()   // prints ('a', (2, 100))
     */
    join<K, V, W>(
      this: DStream<readonly [K, V]>,
      other: OtherSide<K, W>,
      numPartitions?: NumPartitions,
    ): DStream<[K, [V, W]]>
    join(this: NotPairs, ...args: never[]): never
    /**
     * As `join`, with every key of this side: null stands for what the other does not have.
     * @example
     * const counts = ssc.queueStream([[['a', 2], ['b', 1]]])
     * counts.leftOuterJoin(sc.parallelize([['a', 100]])).pprint()
     * // prints ('a', (2, 100)) and ('b', (1, None))
     */
    leftOuterJoin<K, V, W>(
      this: DStream<readonly [K, V]>,
      other: OtherSide<K, W>,
      numPartitions?: NumPartitions,
    ): DStream<[K, [V, W | null]]>
    leftOuterJoin(this: NotPairs, ...args: never[]): never
    /**
     * As `join`, with every key of the other side: null stands for what this one does not have.
     * @example
     * const counts = ssc.queueStream([[['b', 1]]])
     * counts.rightOuterJoin(sc.parallelize([['a', 100]])).pprint()
     * // prints ('a', (None, 100))
     */
    rightOuterJoin<K, V, W>(
      this: DStream<readonly [K, V]>,
      other: OtherSide<K, W>,
      numPartitions?: NumPartitions,
    ): DStream<[K, [V | null, W]]>
    rightOuterJoin(this: NotPairs, ...args: never[]): never
    /**
     * As `join`, with every key of either side: null stands for what one does not have.
     * @example
     * const counts = ssc.queueStream([[['b', 1]]])
     * counts.fullOuterJoin(sc.parallelize([['a', 100]])).pprint()
     * // prints ('a', (None, 100)) and ('b', (1, None))
     */
    fullOuterJoin<K, V, W>(
      this: DStream<readonly [K, V]>,
      other: OtherSide<K, W>,
      numPartitions?: NumPartitions,
    ): DStream<[K, [V | null, W | null]]>
    fullOuterJoin(this: NotPairs, ...args: never[]): never
  }
}

const joined = (name: JoinName) =>
  function (this: DStream<unknown>, other: Side, numPartitions?: unknown) {
    const site = callSite()
    const partitioner = streamPlacement(this, name, numPartitions)
    return nodesTogether([this, other], name, site, ([left, right]) =>
      join(left!, right!, name, partitioner, site),
    )
  }

extend(DStream, {
  cogroup(this: DStream<unknown>, other: Side, numPartitions?: unknown) {
    const site = callSite()
    const partitioner = streamPlacement(this, 'cogroup', numPartitions)
    return nodesTogether([this, other], 'cogroup', site, (nodes) =>
      cogroup(nodes, partitioner, site),
    )
  },
  join: joined('join'),
  leftOuterJoin: joined('leftOuterJoin'),
  rightOuterJoin: joined('rightOuterJoin'),
  fullOuterJoin: joined('fullOuterJoin'),
})
