import type { DurationLike } from '../../core/duration.ts'
import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import type { NotPairs } from '../../rdd/pairs.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { placementOf } from '../../rdd/partitioner.ts'
import { task } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'
import { windowLengths } from '../windows/durations.ts'
import { OPERATOR, reduceByKeyAndWindow } from '../windows/reduce-by-key-and-window.ts'
import { window } from '../windows/window.ts'

export interface WindowOptions<K, V> {
  slideDuration?: DurationLike
  numPartitions?: number
  filterFunc?: (pair: [K, V]) => unknown
}

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * The elements of the last `windowDuration`, every `slideDuration` (default: every batch). Both are multiples of
     * the batch interval (TAP401). The first windows are partial.
     * @example
     * lines.window(30, 10).count().pprint()
     */
    window(windowDuration: DurationLike, slideDuration?: DurationLike): DStream<T>
    /**
     * One value per key of the last `windowDuration`: `f` of all its values.
     * @example
     * pairs.reduceByKeyAndWindow((a, b) => a + b, 30, 10).pprint()
     */
    reduceByKeyAndWindow<K, V>(
      this: DStream<readonly [K, V]>,
      f: (a: V, b: V) => V,
      windowDuration: DurationLike,
      slideDuration?: DurationLike | WindowOptions<K, V>,
      numPartitions?: number,
    ): DStream<[K, V]>
    /**
     * The same with an inverse: `inverse(f(a, b), b)` is `a`, so that a window is made from the one before it. A key
     * whose records have all left the window is gone; `filterFunc` decides which pairs are given out.
     * Needs a checkpoint directory (TAP105).
     * @example
     * ssc.checkpoint('checkpoint')
     * pairs.reduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, 30, 10).pprint()
     */
    reduceByKeyAndWindow<K, V>(
      this: DStream<readonly [K, V]>,
      f: (a: V, b: V) => V,
      inverse: ((a: V, b: V) => V) | null,
      windowDuration: DurationLike,
      slideDuration?: DurationLike | WindowOptions<K, V>,
      numPartitions?: number | null | WindowOptions<K, V>,
      filterFunc?: (pair: [K, V]) => unknown,
    ): DStream<[K, V]>
    reduceByKeyAndWindow(this: NotPairs, ...args: never[]): never
  }
}

const isInverse = (argument: unknown): boolean =>
  typeof argument === 'function' || argument === null || argument === undefined

extend(DStream, {
  window(this: DStream<unknown>, windowDuration: DurationLike, slideDuration?: DurationLike) {
    const site = callSite()
    const lengths = windowLengths(this, 'window', windowDuration, slideDuration, site)
    return window(this, lengths, site)
  },
  reduceByKeyAndWindow(this: DStream<unknown>, f: AnyFunction, ...rest: unknown[]) {
    const fn = task(f, OPERATOR)
    const { site } = fn
    const inverse = isInverse(rest[0]) ? rest.shift() : undefined
    const [length, ...given] = rest
    const names = ['slideDuration', 'numPartitions', 'filterFunc']
    const [slide, n, filter] = optional(OPERATOR, names, given, () => site)
    const stream = reduceByKeyAndWindow(this, {
      fn,
      inverse:
        typeof inverse === 'function'
          ? task(inverse as AnyFunction, `${OPERATOR} (inverse)`, site)
          : undefined,
      partitioner: placementOf(
        n,
        OPERATOR,
        () => site,
        () => this.ssc.sparkContext.defaultParallelism,
      ),
      lengths: windowLengths(this, OPERATOR, length as DurationLike, slide as DurationLike, site),
    })
    if (filter === undefined || filter === null) return stream
    const test = task(filter as AnyFunction, `${OPERATOR} (filterFunc)`, site)
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
})
