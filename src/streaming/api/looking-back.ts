import { TAP109 } from '../../core/errors/tap109.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { type DurationLike, type Millis, toMillis } from '../../core/duration.ts'
import { located } from '../../core/errors/located.ts'
import { extend } from '../../core/extend.ts'
import type { Time } from '../../core/time.ts'
import { callSite } from '../../closure/call-site.ts'
import type { RDD } from '../../rdd/index.ts'
import { DStream } from '../dstream.ts'

/** A batch time: as output operations are given it, as a date, or in milliseconds since 1970. */
export type TimeLike = Time | Date | number

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * Saves this stream every `interval`, a multiple of its slide; keeps it in memory meanwhile.
     * @throws TAP111 after the start · at the start TAP401 when it is no multiple, TAP105 without a checkpoint directory
     * @example
     * ssc.checkpoint('checkpoint')
     * const totals = pairs.updateStateByKey((values, n) => values.length + (n ?? 0))
     * totals.checkpoint('10 seconds')
     */
    checkpoint(interval: DurationLike): this
    /**
     * The RDDs of this stream from one batch time to another, both included, as far as they are remembered (see
     * `ssc.remember`); times between two slides count as the slide before them.
     * @throws TAP109 before the start, or when no output operation uses this stream
     * @example
     * counts.foreachRDD(async (rdd, time) => {
     *   const lastMinute = await counts.slice(time.milliseconds - 60_000, time)
     *   console.log(lastMinute.length)   // at most 61 with batches of one second
     * })
     */
    slice(from: TimeLike, to: TimeLike): Promise<RDD<T>[]>
  }
}

const millis = (which: string, given: TimeLike, site: CallSite | undefined): Millis => {
  const time = given === null ? Number.NaN : Number(given)
  if (Number.isFinite(time)) return time
  const expected = 'a Time, or milliseconds since 1970'
  throw TAP109({ what: `The ${which} of slice`, expected, got: String(given), site })
}

extend(DStream, {
  checkpoint(this: DStream<unknown>, given: DurationLike) {
    const site = callSite()
    this.ssc.checkUnstarted('checkpoint()', site)
    const interval = located(
      () => site,
      () => toMillis(given, 'checkpoint interval'),
    )
    this.ssc.graph.checkpoint(this.node, { interval, site })
    return this
  },
  async slice(this: DStream<unknown>, from: TimeLike, to: TimeLike) {
    const site = callSite()
    const [first, last] = [millis('begin', from, site), millis('end', to, site)]
    const { graph } = this.ssc
    if (graph.rememberOf(this.node) > 0) return graph.slice(this.node, first, last)
    const expected = 'a stream of a started context that an output operation uses'
    throw TAP109({ what: 'slice()', expected, got: 'one that has not been initialized', site })
  },
})
