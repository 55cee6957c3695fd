import { extend } from '../../core/extend.ts'
import type { Group } from '../../core/group.ts'
import type { Hint } from '../../core/hint.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { glom } from '../operators/glom.ts'
import { union } from '../operators/union.ts'
import { narrow } from '../plan/narrow.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import { RDD } from '../rdd.ts'
import { task } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * Each element through `f`.
     * @example
     * await sc.parallelize([1, 2]).map((x) => [x, x * 10]).collect()   // [ [ 1, 10 ], [ 2, 20 ] ]
     */
    map<U extends Hint>(f: (element: T) => U, preservesPartitioning?: boolean): RDD<U>
    /**
     * Each element through `f`, which gives any number of results.
     * @throws TAP506 when `f` returns something that cannot be iterated
     * @example
     * await sc.parallelize(['a b', 'c']).flatMap((line) => line.split(' ')).collect()
     * // [ 'a', 'b', 'c' ]
     */
    flatMap<U extends Hint>(f: (element: T) => Iterable<U>, preservesPartitioning?: boolean): RDD<U>
    /**
     * The elements for which `f` is truthy.
     * @throws TAP503 when `f` returns a promise
     * @example
     * await sc.parallelize([1, 2, 3]).filter((x) => x > 1).collect()   // [ 2, 3 ]
     */
    filter(f: (element: T) => unknown): RDD<T>
    /**
     * Each partition through `f`, which is called once per partition, also for empty ones.
     * @example
     * await sc.parallelize([1, 2, 3], 2).mapPartitions((it) => [[...it].length]).collect()   // [ 1, 2 ]
     */
    mapPartitions<U extends Hint>(
      f: (elements: IterableIterator<T>) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): RDD<U>
    /**
     * As `mapPartitions`; `f` also gets the partition's number.
     * @example
     * const words = sc.parallelize(['a', 'b', 'c'], 2)
     * await words.mapPartitionsWithIndex((i, part) => [[i, [...part]]]).collect()
     * // [ [ 0, [ 'a' ] ], [ 1, [ 'b', 'c' ] ] ]
     */
    mapPartitionsWithIndex<U extends Hint>(
      f: (index: number, elements: IterableIterator<T>) => Iterable<U>,
      preservesPartitioning?: boolean,
    ): RDD<U>
    /**
     * One list per partition.
     * @example
     * await sc.parallelize([1, 2, 3], 2).glom().collect()   // [ [ 1 ], [ 2, 3 ] ]
     */
    glom(): RDD<Group<T>>
    /**
     * The elements of this RDD, then those of the other.
     * @example
     * await sc.parallelize([1]).union(sc.parallelize([2])).collect()   // [ 1, 2 ]
     */
    union<U>(other: RDD<U>): RDD<T | U>
  }
}

type Kind = 'map' | 'flatMap' | 'mapPartitions'

const transformed = (
  rdd: RDD<unknown>,
  name: Kind,
  f: AnyFunction,
  keep: unknown,
): RDD<unknown> => {
  const [preserves] = optional(name, ['preservesPartitioning'], [keep], callSite)
  const keeps = preserves === true ? 'partitioner' : 'nothing'
  return new RDD(rdd.context, narrow(rdd.node, name, name, 'element', task(f, name), keeps))
}

extend(RDD, {
  map(this: RDD<unknown>, f: AnyFunction, keep?: unknown) {
    return transformed(this, 'map', f, keep)
  },
  flatMap(this: RDD<unknown>, f: AnyFunction, keep?: unknown) {
    return transformed(this, 'flatMap', f, keep)
  },
  filter(this: RDD<unknown>, f: AnyFunction) {
    const fn = task(f, 'filter')
    return new RDD(
      this.context,
      narrow(this.node, 'filter', 'filter', 'element', fn, 'partitioner'),
    )
  },
  mapPartitions(this: RDD<unknown>, f: AnyFunction, keep?: unknown) {
    return transformed(this, 'mapPartitions', f, keep)
  },
  mapPartitionsWithIndex(this: RDD<unknown>, f: AnyFunction, keep?: unknown) {
    const [preserves] = optional(
      'mapPartitionsWithIndex',
      ['preservesPartitioning'],
      [keep],
      callSite,
    )
    const keeps = preserves === true ? 'partitioner' : 'nothing'
    const fn = task(f, 'mapPartitionsWithIndex')
    return new RDD(
      this.context,
      narrow(this.node, 'mapPartitionsWithIndex', 'withIndex', 'element', fn, keeps),
    )
  },
  glom(this: RDD<unknown>) {
    return new RDD(this.context, glom(this.node, callSite()))
  },
  union(this: RDD<unknown>, other: RDD<unknown>) {
    return new RDD(this.context, union([this.node, other.node], 'union', callSite()))
  },
})
