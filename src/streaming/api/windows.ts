import type { CallSite } from '../../core/errors/tap-error.ts'
import type { DurationLike } from '../../core/duration.ts'
import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import type { Partitioner } from '../../rdd/partitioner.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { task } from '../../rdd/task.ts'
import { DStream } from '../dstream.ts'
import { placementFor } from '../placement.ts'
import { countByValueAndWindow } from '../windows/count-by-value-and-window.ts'
import { countByWindow } from '../windows/count-by-window.ts'
import { type WindowLengths, windowLengths } from '../windows/durations.ts'
import { isInverse, inverseTask } from '../windows/inverse.ts'
import { reduceByWindow } from '../windows/reduce-by-window.ts'
import { window } from '../windows/window.ts'

/** By position or by name. */
export type SlideDuration = DurationLike | { slideDuration?: DurationLike }

export interface CountedWindowOptions {
  slideDuration?: DurationLike
  numPartitions?: number | Partitioner
}

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * The elements of the last `windowDuration`, every `slideDuration` (default: every batch). Both are multiples of
     * the batch interval (TAP401). The first windows are partial.
     * @example
     * ssc.queueStream([['a'], ['b', 'c']]).window(2, 1).count().pprint()   // prints 1 and 3 and 2
     */
    window(windowDuration: DurationLike, slideDuration?: SlideDuration): DStream<T>
    /**
     * How many elements the window has: one number, 0 for an empty window; nothing before the first element ever.
     * Needs a checkpoint directory (TAP105).
     * @throws TAP401 when window or slide is no multiple of this stream's slide
     * @example
     * ssc.checkpoint('checkpoint')
     * ssc.queueStream([['a'], ['b', 'c']]).countByWindow(2, 1).pprint()   // prints 1 and 3 and 2
     */
    countByWindow(windowDuration: DurationLike, slideDuration?: SlideDuration): DStream<number>
    /**
     * How often each element is in the window. Needs a checkpoint directory (TAP105).
     * @throws TAP401 when window or slide is no multiple of this stream's slide
     * @example
     * ssc.checkpoint('checkpoint')
     * ssc.queueStream([['a'], ['a', 'b']]).countByValueAndWindow(30, 1).pprint()
     * // prints ('a', 1) and ('a', 2) and ('b', 1)
     */
    countByValueAndWindow(
      windowDuration: DurationLike,
      slideDuration?: DurationLike | CountedWindowOptions,
      numPartitions?: number | Partitioner | CountedWindowOptions,
    ): DStream<[T, number]>
    /**
     * `f` of all elements of the window, which must be associative; an empty window gives none.
     * @throws TAP401 when window or slide is no multiple of this stream's slide
     * @example
     * ssc.queueStream([[5], [2]]).reduceByWindow((a, b) => Math.max(a, b), 2, 1).pprint()
     * // prints 5 and 2
     */
    reduceByWindow(
      f: (a: T, b: T) => T,
      windowDuration: DurationLike,
      slideDuration?: SlideDuration,
    ): DStream<T>
    /**
     * The same with an inverse: `inverse(f(a, b), b)` is `a`, so that a window is made from the one before it.
     * Needs a checkpoint directory (TAP105).
     * @example
     * ssc.checkpoint('checkpoint')
     * ssc.queueStream([[5], [2]]).reduceByWindow((a, b) => a + b, (a, b) => a - b, 2, 1).pprint()
     * // prints 5 and 7 and 2
     */
    reduceByWindow(
      f: (a: T, b: T) => T,
      inverse: ((a: T, b: T) => T) | null,
      windowDuration: DurationLike,
      slideDuration?: SlideDuration,
    ): DStream<T>
  }
}

/** Window and slide, the latter also by name. */
const lengthsOf = (
  stream: DStream<unknown>,
  name: string,
  [length, ...rest]: readonly unknown[],
  site: CallSite | undefined,
): WindowLengths => {
  const [slide] = optional(name, ['slideDuration'], rest, () => site)
  return windowLengths(stream, name, length as DurationLike, slide as DurationLike, site)
}

extend(DStream, {
  window(this: DStream<unknown>, ...given: readonly unknown[]) {
    const site = callSite()
    return window(this, lengthsOf(this, 'window', given, site), site)
  },
  countByWindow(this: DStream<unknown>, ...given: readonly unknown[]) {
    const site = callSite()
    return countByWindow(this, lengthsOf(this, 'countByWindow', given, site), site)
  },
  countByValueAndWindow(this: DStream<unknown>, length: DurationLike, ...rest: unknown[]) {
    const site = callSite()
    const name = 'countByValueAndWindow'
    const [slide, n] = optional(name, ['slideDuration', 'numPartitions'], rest, () => site)
    const lengths = windowLengths(this, name, length, slide as DurationLike, site)
    return countByValueAndWindow(this, lengths, placementFor(this, name, n), site)
  },
  reduceByWindow(this: DStream<unknown>, f: AnyFunction, ...rest: readonly unknown[]) {
    const name = 'reduceByWindow'
    const fn = task(f, name)
    const [inverse, given] = isInverse(rest[0]) ? [rest[0], rest.slice(1)] : [undefined, rest]
    const lengths = lengthsOf(this, name, given, fn.site)
    return reduceByWindow(this, fn, inverseTask(inverse, name, fn.site), lengths)
  },
})
