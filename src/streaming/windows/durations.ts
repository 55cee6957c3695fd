import type { CallSite } from '../../core/errors/tap-error.ts'
import { located } from '../../core/errors/located.ts'
import { TAP401 } from '../../core/errors/tap401.ts'
import { type DurationLike, type Millis, toMillis } from '../../core/duration.ts'
import type { DStream } from '../dstream.ts'

export interface WindowLengths {
  readonly length: Millis
  readonly slide: Millis
}

/** Window and slide in milliseconds, each a multiple of the parent's slide (TAP401); the slide defaults to that. */
export const windowLengths = (
  parent: DStream<unknown>,
  operator: string,
  window: DurationLike,
  slide: DurationLike | null | undefined,
  site: CallSite | undefined,
): WindowLengths => {
  const step = parent.node.slide
  const lengths = located(
    () => site,
    () => ({
      window: toMillis(window, 'window'),
      slide: slide === undefined || slide === null ? step : toMillis(slide, 'slide'),
    }),
  )
  for (const which of ['window', 'slide'] as const) {
    const length = lengths[which]
    if (length % step === 0) continue
    const { ssc, node } = parent
    const parentSite = step === ssc.batchDuration ? ssc.site : node.site
    throw TAP401({ operator, which, length, parent: step, site, parentSite })
  }
  return { length: lengths.window, slide: lengths.slide }
}

/** The parent's times in (from, to], later than zeroTime, in order. */
export const timesIn = (from: Millis, to: Millis, step: Millis, zeroTime: Millis): Millis[] => {
  const times: Millis[] = []
  for (let time = Math.max(from, zeroTime) + step; time <= to; time += step) times.push(time)
  return times
}
