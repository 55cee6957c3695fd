import type { DurationLike } from '../../core/duration.ts'
import { extend } from '../../core/extend.ts'
import type { Hint } from '../../core/hint.ts'
import type { Group } from '../../core/group.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import type { NotPairs } from '../../rdd/pairs.ts'
import type { Partitioner } from '../../rdd/partitioner.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { task } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'
import { placementFor } from '../placement.ts'
import { windowLengths } from '../windows/durations.ts'
import { groupByKeyAndWindow } from '../windows/group-by-key-and-window.ts'
import { inverseTask, isInverse } from '../windows/inverse.ts'
import { reduceByKeyAndWindow } from '../windows/reduce-by-key-and-window.ts'
import type { CountedWindowOptions } from './windows.ts'

export interface WindowOptions<K, V> extends CountedWindowOptions {
  filterFunc?: (pair: [K, V]) => unknown
}

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * One value per key of the last `windowDuration`: `f` of all its values.
     * @example
     * const pairs = ssc.queueStream([[['a', 1]], [['a', 2]]])
     * pairs.reduceByKeyAndWindow((a, b) => a + b, 2, 1).pprint()   // prints ('a', 1) and ('a', 3)
     */
    reduceByKeyAndWindow<K, V extends Hint>(
      this: DStream<readonly [K, V]>,
      f: (a: V, b: V) => V,
      windowDuration: DurationLike,
      slideDuration?: DurationLike | WindowOptions<K, V>,
      numPartitions?: number | Partitioner,
    ): DStream<[K, V]>
    /**
     * The same with an inverse: `inverse(f(a, b), b)` is `a`, so that a window is made from the one before it. A key
     * whose records have all left the window is gone; `filterFunc` decides which pairs are given out.
     * Needs a checkpoint directory (TAP105).
     * @example
     * ssc.checkpoint('checkpoint')
     * const pairs = ssc.queueStream([[['a', 1]], [['a', 2]]])
     * pairs.reduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, 2, 1).pprint()
     * // prints ('a', 1) and ('a', 3) and ('a', 2)
     */
    reduceByKeyAndWindow<K, V extends Hint>(
      this: DStream<readonly [K, V]>,
      f: (a: V, b: V) => V,
      inverse: ((a: V, b: V) => V) | null,
      windowDuration: DurationLike,
      slideDuration?: DurationLike | WindowOptions<K, V>,
      numPartitions?: number | Partitioner | null | WindowOptions<K, V>,
      filterFunc?: (pair: [K, V]) => unknown,
    ): DStream<[K, V]>
    reduceByKeyAndWindow(this: NotPairs, ...args: never[]): never
    /**
     * All values of each key of the last `windowDuration` as a list, in the order of time.
     * @throws TAP401 when window or slide is no multiple of this stream's slide
     * @example
     * const pairs = ssc.queueStream([[['a', 1]], [['a', 2]]])
     * pairs.groupByKeyAndWindow(2, 1).pprint()   // prints ('a', [1]) and ('a', [1, 2])
     */
    groupByKeyAndWindow<K, V>(
      this: DStream<readonly [K, V]>,
      windowDuration: DurationLike,
      slideDuration?: DurationLike | CountedWindowOptions,
      numPartitions?: number | Partitioner | CountedWindowOptions,
    ): DStream<[K, Group<V>]>
    groupByKeyAndWindow(this: NotPairs, ...args: never[]): never
  }
}

const REDUCE = 'reduceByKeyAndWindow'
const GROUP = 'groupByKeyAndWindow'

extend(DStream, {
  reduceByKeyAndWindow(this: DStream<unknown>, f: AnyFunction, ...rest: unknown[]) {
    const fn = task(f, REDUCE)
    const { site } = fn
    const inverse = isInverse(rest[0]) ? rest.shift() : undefined
    const [length, ...given] = rest
    const names = ['slideDuration', 'numPartitions', 'filterFunc']
    const [slide, n, filter] = optional(REDUCE, names, given, () => site)
    const stream = reduceByKeyAndWindow(this, {
      name: REDUCE,
      fn,
      inverse: inverseTask(inverse, REDUCE, site),
      partitioner: placementFor(this, REDUCE, n),
      lengths: windowLengths(this, REDUCE, length as DurationLike, slide as DurationLike, site),
    })
    if (filter === undefined || filter === null) return stream
    const test = task(filter as AnyFunction, `${REDUCE} (filterFunc)`, site)
    return perBatch(
      stream,
      'filter',
      site,
      (rdd) =>
        new RDD(
          rdd.context,
          narrow(rdd.node, 'filterFunc', 'filter', 'element', test, 'partitioner'),
        ),
    )
  },
  groupByKeyAndWindow(this: DStream<unknown>, length: DurationLike, ...rest: unknown[]) {
    const site = callSite()
    const [slide, n] = optional(GROUP, ['slideDuration', 'numPartitions'], rest, () => site)
    const lengths = windowLengths(this, GROUP, length, slide as DurationLike, site)
    return groupByKeyAndWindow(this, lengths, placementFor(this, GROUP, n), site)
  },
})
