import type { StreamingContext } from '../../streaming/index.ts'
import type { ManualClock } from '../../testing/manual-clock.ts'

/** Resolves when the condition holds, which is looked at whenever the context may have moved on. */
const until = (ssc: StreamingContext, condition: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!condition()) return
      off()
      resolve()
    }
    const off = ssc.onChange(look)
    look()
  })

/**
 * Time for `spark.streaming.clock=manual`: it moves one interval whenever all sources have ended or are idle and the
 * batch before is complete, until all input has been put out.
 */
export const driveClock = async (
  ssc: StreamingContext,
  clock: ManualClock,
  ended: () => void,
): Promise<void> => {
  const active = (): boolean => ssc.getState() === 'ACTIVE' && !ssc.isStopping
  await ssc.sourcesStarted()
  while (active()) {
    await until(ssc, () => !active() || (ssc.inputIdle && ssc.waitingBatches === 0))
    if (!active()) return
    await clock.advance(ssc.batchDuration / 1000)
    if (ssc.drained) return ended()
  }
}
