import { extend } from '../../core/extend.ts'
import type { Group } from '../../core/group.ts'
import type { Hint } from '../../core/hint.ts'
import { optional } from '../../core/options.ts'
import type { Time } from '../../core/time.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import { glom } from '../../rdd/operators/glom.ts'
import { union } from '../../rdd/operators/union.ts'
import { within } from '../../rdd/plan/identity.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction, NarrowOp, RddNode } from '../../rdd/plan/nodes.ts'
import { task } from '../../rdd/task.ts'
import { checkTogether, defineStream, perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'
import type { AnyRDD } from '../graph/stream-node.ts'
import { count } from '../operators/count.ts'
import { reduce } from '../operators/reduce.ts'
import { transform } from '../operators/transform.ts'

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
    /** The elements for which `f` is truthy. */
    filter(f: (element: T) => unknown): DStream<T>
    /** Each partition through `f`, called once per partition, also for empty ones. */
    mapPartitions<U extends Hint>(
      f: (elements: IterableIterator<T>) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): DStream<U>
    /** As `mapPartitions`; `f` also gets the partition's number. */
    mapPartitionsWithIndex<U extends Hint>(
      f: (index: number, elements: IterableIterator<T>) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): DStream<U>
    /** One list per partition. */
    glom(): DStream<Group<T>>
    /** This stream's elements, then the other's. Both need the same slide (TAP407). */
    union<U>(other: DStream<U>): DStream<T | U>
    /** The number of elements of each batch: always one element, 0 for an empty batch. */
    count(): DStream<number>
    /** `f` of all elements of each batch; an empty batch gives none. */
    reduce(f: (a: T, b: T) => T): DStream<T>
    /** Any RDD-to-RDD function, called on the driver once per batch; it may be async. */
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
  union(this: DStream<unknown>, other: DStream<unknown>) {
    const site = callSite()
    checkTogether([this, other], 'union', site)
    const parents = [this.node, other.node]
    const stream: DStream<unknown> = defineStream(this.ssc, {
      name: 'union',
      site,
      parents,
      slide: this.node.slide,
      compute: async (time, of) => {
        const rdds = (await Promise.all(parents.map((p) => of(p, time)))).filter((r) => r !== null)
        const nodes = rdds.map((rdd) => rdd.node)
        if (nodes.length === 0) return null
        const node = within(stream.node.identity, () => union(nodes, 'union', site))
        return new RDD(this.ssc.sparkContext, node)
      },
    })
    return stream
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
    return transform(this, f)
  },
})
