import { vi } from 'vitest'
import { StreamingContext } from 'tapstream'
import { ManualClock } from 'tapstream/testing'

const BATCHES = 3

/** An example that moves its clock itself. */
const MOVES = /clock\.advance|runStreamTest/

/** What becomes of the streams of an example. */
export interface Watch {
  /** Starts the context, unless the example did; resolves when it has had its batches, rejects when one failed. */
  finished(ssc: StreamingContext): Promise<void>
  /** What receivers threw, of which a job would read on stderr. */
  readonly thrown: readonly string[]
}

/** From its start on a context on a manual clock has three batches. Whoever waits for its end gets it after them. */
export const watch = (text: string): Watch => {
  const context = StreamingContext.prototype
  const { start, awaitTermination, awaitTerminationOrTimeout } = context
  const thrown: string[] = []
  let moved: Promise<void> = Promise.resolve()
  const ended = async (ssc: StreamingContext): Promise<void> => {
    await moved
    await ssc.stop()
  }
  vi.spyOn(context, 'start').mockImplementation(function (this: StreamingContext) {
    this.events.on((event) => {
      if ('receiver' in event && event.receiver.lastError) thrown.push(event.receiver.lastError)
    })
    start.call(this)
    const { clock } = this
    if (MOVES.test(text) || !(clock instanceof ManualClock)) return
    moved = this.sourcesStarted().then(() => clock.advance(BATCHES))
  })
  vi.spyOn(context, 'awaitTermination').mockImplementation(async function (
    this: StreamingContext,
    timeout,
  ) {
    await Promise.all([awaitTermination.call(this, timeout), ended(this)])
  })
  vi.spyOn(context, 'awaitTerminationOrTimeout').mockImplementation(async function (
    this: StreamingContext,
    timeout,
  ) {
    const [stopped] = await Promise.all([
      awaitTerminationOrTimeout.call(this, timeout),
      ended(this),
    ])
    return stopped
  })
  const finished = async (ssc: StreamingContext): Promise<void> => {
    if (ssc.getState() === 'INITIALIZED' && ssc.size.outputs > 0) ssc.start()
    await moved
    await awaitTerminationOrTimeout.call(ssc, 0)
  }
  return { finished, thrown }
}
