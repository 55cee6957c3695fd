import { extend } from '../../core/extend.ts'
import type { Group } from '../../core/group.ts'
import type { Hint } from '../../core/hint.ts'
import { optional } from '../../core/options.ts'
import type { Time } from '../../core/time.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import { glom } from '../../rdd/operators/glom.ts'
import { repartition } from '../../rdd/operators/repartition.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction, NarrowOp, RddNode } from '../../rdd/plan/nodes.ts'
import { partitionCount, task } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'
import type { AnyRDD } from '../graph/stream-node.ts'
import { count } from '../operators/count.ts'
import { reduce } from '../operators/reduce.ts'
import { transform } from '../operators/transform.ts'
import { union } from '../operators/union.ts'
import type { Side } from '../together.ts'

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * Each element through `f`.
     * @example
     * ssc.queueStream([['to', 'not']]).map((word) => [word, word.length]).pprint()
     * // prints ('to', 2) and ('not', 3)
     */
    map<U extends Hint>(f: (element: T) => U, preservesPartitioning?: boolean): DStream<U>
    /**
     * Each element through `f`, which gives any number of results.
     * @example
     * ssc.queueStream([['to be', 'or']]).flatMap((line) => line.split(' ')).pprint()
     * // prints to and be and or
     */
    flatMap<U extends Hint>(
      f: (element: T) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): DStream<U>
    /**
     * The elements for which `f` is truthy.
     * @example
     * ssc.queueStream([['to', 'not']]).filter((word) => word.length > 2).pprint()   // prints not
     */
    filter(f: (element: T) => unknown): DStream<T>
    /**
     * Each partition through `f`, called once per partition, also for empty ones.
     * @example
     * const sizes = words.mapPartitions((part) => [[...part].length])   // one number per partition
     */
    mapPartitions<U extends Hint>(
      f: (elements: IterableIterator<T>) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): DStream<U>
    /**
     * As `mapPartitions`; `f` also gets the partition's number.
     * @example
     * const words = ssc.queueStream([sc.parallelize(['a', 'b', 'c'], 2)])
     * words.mapPartitionsWithIndex((i, part) => [[i, [...part].length]]).pprint()
     * // prints (0, 1) and (1, 2)
     */
    mapPartitionsWithIndex<U extends Hint>(
      f: (index: number, elements: IterableIterator<T>) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): DStream<U>
    /**
     * One list per partition.
     * @example
     * ssc.queueStream([sc.parallelize(['a', 'b', 'c'], 2)]).glom().pprint()
     * // prints ['a'] and ['b', 'c']
     */
    glom(): DStream<Group<T>>
    /**
     * This stream's elements, then the other's; the other side may be an RDD, which is then part of every batch.
     * @throws TAP407 when the slides of two streams differ
     * @example
     * ssc.queueStream([['a']]).union(ssc.queueStream([['b']])).pprint()   // prints a and b
     */
    union<U>(other: DStream<U> | RDD<U>): DStream<T | U>
    /**
     * The elements of each batch dealt in turn to exactly `numPartitions` partitions.
     * @throws TAP109 when the number is not positive
     * @example
     * const spread = lines.repartition(4)   // four partitions per batch, whatever lines had
     */
    repartition(numPartitions: number): DStream<T>
    /**
     * The number of elements of each batch: always one element, 0 for an empty batch.
     * @example
     * ssc.queueStream([['a', 'b', 'c']]).count().pprint()   // prints 3
     */
    count(): DStream<number>
    /**
     * `f` of all elements of each batch; an empty batch gives none.
     * @example
     * ssc.queueStream([[3, 1, 2]]).reduce((a, b) => Math.max(a, b)).pprint()   // prints 3
     */
    reduce(f: (a: T, b: T) => T): DStream<T>
    /**
     * Any RDD-to-RDD function, called on the driver once per batch; it may be async.
     * @throws TAP506 (the batch fails) when it gives no RDD
     * @example
     * const spam = sc.parallelize(['buy'])
     * ssc.queueStream([['to', 'buy', 'be']]).transform((rdd) => rdd.subtract(spam)).pprint()
     * // prints to and be
     */
    transform<U>(f: (rdd: RDD<T>, time: Time) => RDD<U> | Promise<RDD<U>>): DStream<U>
  }
}

type Kind = Exclude<NarrowOp, 'withIndex'>

const narrowed = (
  stream: DStream<unknown>,
  name: string,
  op: NarrowOp,
  f: AnyFunction,
  preserves: unknown,
): DStream<unknown> => {
  const fn = task(f, name)
  const keeps = preserves === true ? 'partitioner' : 'nothing'
  return perBatch(
    stream,
    name,
    fn.site,
    (rdd) => new RDD(rdd.context, narrow(rdd.node, name, op, 'element', fn, keeps)),
  )
}

const named = (stream: DStream<unknown>, name: Kind, f: AnyFunction, keep: unknown) => {
  const [preserves] = optional(name, ['preservesPartitioning'], [keep], callSite)
  return narrowed(stream, name, name, f, preserves)
}

const onNode = (
  stream: DStream<unknown>,
  name: string,
  site: ReturnType<typeof callSite>,
  f: (node: RddNode) => RddNode,
): DStream<unknown> => perBatch(stream, name, site, (rdd) => new RDD(rdd.context, f(rdd.node)))

extend(DStream, {
  map(this: DStream<unknown>, f: AnyFunction, keep?: unknown) {
    return named(this, 'map', f, keep)
  },
  flatMap(this: DStream<unknown>, f: AnyFunction, keep?: unknown) {
    return named(this, 'flatMap', f, keep)
  },
  filter(this: DStream<unknown>, f: AnyFunction) {
    return narrowed(this, 'filter', 'filter', f, true)
  },
  mapPartitions(this: DStream<unknown>, f: AnyFunction, keep?: unknown) {
    return named(this, 'mapPartitions', f, keep)
  },
  mapPartitionsWithIndex(this: DStream<unknown>, f: AnyFunction, keep?: unknown) {
    const name = 'mapPartitionsWithIndex'
    const [preserves] = optional(name, ['preservesPartitioning'], [keep], callSite)
    return narrowed(this, name, 'withIndex', f, preserves)
  },
  glom(this: DStream<unknown>) {
    const site = callSite()
    return onNode(this, 'glom', site, (node) => glom(node, site))
  },
  union(this: DStream<unknown>, other: Side) {
    return union([this, other], callSite())
  },
  repartition(this: DStream<unknown>, numPartitions: number) {
    const site = callSite()
    const n = partitionCount(numPartitions ?? 0, 'repartition', () => site)!
    return onNode(this, 'repartition', site, (node) => repartition(node, n, site))
  },
  count(this: DStream<unknown>) {
    const site = callSite()
    return onNode(this, 'count', site, (node) => count(node, site))
  },
  reduce(this: DStream<unknown>, f: AnyFunction) {
    const fn = task(f, 'reduce')
    return onNode(this, 'reduce', fn.site, (node) => reduce(node, fn))
  },
  transform(this: DStream<unknown>, f: (rdd: AnyRDD, time: Time) => AnyRDD | Promise<AnyRDD>) {
    return transform(this, { name: 'transform', site: callSite(), f })
  },
})
