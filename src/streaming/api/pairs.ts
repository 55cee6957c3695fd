import { extend } from '../../core/extend.ts'
import { type Group, asGroup } from '../../core/group.ts'
import type { Hint } from '../../core/hint.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import { groupByKey } from '../../rdd/operators/group-by-key.ts'
import { reduceByKey } from '../../rdd/operators/reduce-by-key.ts'
import type { NotPairs } from '../../rdd/pairs.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { own, task } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'
import { type NumPartitions, streamPlacement } from '../placement.ts'

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * The value of each pair through `f`; keys stay.
     * @example
     * ssc.queueStream([[['a', 1]]]).mapValues((n) => n * 2).pprint()   // prints ('a', 2)
     */
    mapValues<K, V, U extends Hint>(
      this: DStream<readonly [K, V]>,
      f: (value: V) => U,
    ): DStream<[K, U]>
    mapValues(this: NotPairs, ...args: never[]): never
    /**
     * As `mapValues`; `f` gives any number of results, each with the same key.
     * @example
     * const pairs = ssc.queueStream([[['a', 1]]])
     * pairs.flatMapValues((n) => [n, -n]).pprint()   // prints ('a', 1) and ('a', -1)
     */
    flatMapValues<K, V, U extends Hint>(
      this: DStream<readonly [K, V]>,
      f: (value: V) => Iterable<U>,
    ): DStream<[K, U]>
    flatMapValues(this: NotPairs, ...args: never[]): never
    /**
     * One value per key of each batch: `f` of all its values, which must be associative and commutative.
     * Partitions: `numPartitions`, else the context's default parallelism.
     * @example
     * const words = ssc.queueStream([['to', 'be', 'be']])
     * words.map((word) => [word, 1]).reduceByKey((a, b) => a + b).pprint()
     * // prints ('to', 1) and ('be', 2)
     */
    reduceByKey<K, V extends Hint>(
      this: DStream<readonly [K, V]>,
      f: (a: V, b: V) => V,
      numPartitions?: NumPartitions,
    ): DStream<[K, V]>
    reduceByKey(this: NotPairs, ...args: never[]): never
    /**
     * The values of each key of each batch as a list.
     * @example
     * ssc.queueStream([[['a', 1], ['a', 3]]]).groupByKey().pprint()   // prints ('a', [1, 3])
     */
    groupByKey<K, V>(
      this: DStream<readonly [K, V]>,
      numPartitions?: NumPartitions,
    ): DStream<[K, Group<V>]>
    groupByKey(this: NotPairs, ...args: never[]): never
    /**
     * How often each element occurs in each batch.
     * @example
     * ssc.queueStream([['a', 'b', 'a']]).countByValue().pprint()   // prints ('a', 2) and ('b', 1)
     */
    countByValue(numPartitions?: NumPartitions): DStream<[T, number]>
  }
}

const onValues = (
  stream: DStream<unknown>,
  name: string,
  op: 'map' | 'flatMap',
  f: AnyFunction,
): DStream<unknown> => {
  const fn = task(f, name)
  return perBatch(
    stream,
    name,
    fn.site,
    (rdd) => new RDD(rdd.context, narrow(rdd.node, name, op, 'value', fn, 'partitioner')),
  )
}

const one = (element: unknown): [unknown, number] => [element, 1]
const add = (a: number, b: number): number => a + b

extend(DStream, {
  mapValues(this: DStream<unknown>, f: AnyFunction) {
    return onValues(this, 'mapValues', 'map', f)
  },
  flatMapValues(this: DStream<unknown>, f: AnyFunction) {
    return onValues(this, 'flatMapValues', 'flatMap', f)
  },
  reduceByKey(this: DStream<unknown>, f: AnyFunction, numPartitions?: unknown) {
    const fn = task(f, 'reduceByKey')
    const partitioner = streamPlacement(this, 'reduceByKey', numPartitions)
    return perBatch(
      this,
      'reduceByKey',
      fn.site,
      (rdd) => new RDD(rdd.context, reduceByKey(rdd.node, fn, partitioner)),
    )
  },
  groupByKey(this: DStream<unknown>, numPartitions?: unknown) {
    const site = callSite()
    const partitioner = streamPlacement(this, 'groupByKey', numPartitions)
    const lists = own(asGroup, 'group', site)
    return perBatch(this, 'groupByKey', site, (rdd) => {
      const grouped = groupByKey(rdd.node, partitioner, site)
      const node = narrow(grouped, 'groupByKey', 'map', 'value', lists, 'partitioner')
      return new RDD(rdd.context, node)
    })
  },
  countByValue(this: DStream<unknown>, numPartitions?: unknown) {
    const site = callSite()
    const partitioner = streamPlacement(this, 'countByValue', numPartitions)
    const [pairing, adding] = [own(one, 'one', site), own(add, 'add', site)]
    return perBatch(this, 'countByValue', site, (rdd) => {
      const pairs = narrow(rdd.node, 'countByValue', 'map', 'element', pairing)
      return new RDD(rdd.context, reduceByKey(pairs, adding, partitioner, { name: 'countByValue' }))
    })
  },
})
