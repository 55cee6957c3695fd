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
     * const lengths = lines.map((line) => line.length)
     */
    map<U extends Hint>(f: (element: T) => U, preservesPartitioning?: boolean): DStream<U>
    /**
     * Each element through `f`, which gives any number of results.
     * @example
     * const words = lines.flatMap((line) => line.split(' '))
     */
    flatMap<U extends Hint>(
      f: (element: T) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): DStream<U>
    /**
     * The elements for which `f` is truthy.
     * @example
     * const long = words.filter((word) => word.length > 3)
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
     * const sizes = words.mapPartitionsWithIndex((i, part) => [[i, [...part].length]])   // [0, 12], [1, 9]
     */
    mapPartitionsWithIndex<U extends Hint>(
      f: (index: number, elements: IterableIterator<T>) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): DStream<U>
    /**
     * One list per partition.
     * @example
     * words.glom().pprint()   // ['a', 'b'] and ['c'] for a batch of two partitions
     */
    glom(): DStream<Group<T>>
    /**
     * This stream's elements, then the other's; the other side may be an RDD, which is then part of every batch.
     * @throws TAP407 when the slides of two streams differ
     * @example
     * const all = ssc.socketTextStream('localhost', 9998).union(ssc.socketTextStream('localhost', 9999))
     */
    union<U>(other: DStream<U> | RDD<U>): DStream<T | U>
    /**
     * The elements of each batch dealt in turn to exactly `numPartitions` partitions.
     * @throws TAP109 when the number is not positive
     * @example
     * const spread = lines.repartition(4)   // 4 partitions per batch, whatever lines had
     */
    repartition(numPartitions: number): DStream<T>
    /**
     * The number of elements of each batch: always one element, 0 for an empty batch.
     * @example
     * lines.count().pprint()   // 3
     */
    count(): DStream<number>
    /**
     * `f` of all elements of each batch; an empty batch gives none.
     * @example
     * const longest = words.reduce((a, b) => (a.length >= b.length ? a : b))
     */
    reduce(f: (a: T, b: T) => T): DStream<T>
    /**
     * Any RDD-to-RDD function, called on the driver once per batch; it may be async.
     * @throws TAP506 (the batch fails) when it gives no RDD
     * @example
     * const spam = sc.parallelize([['bad', true]])
     * const clean = words.map((w) => [w, 1]).transform((rdd) => rdd.leftOuterJoin(spam).filter(([, [, bad]]) => !bad))
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
