import { realClock } from '../../core/clock.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import type { Source, SourceContext } from '../../io/source.ts'
import { Intake } from './intake.ts'

/** So long a stop that is not graceful waits for the sources. */
const PATIENCE = 10_000

/** Resolves when the patience is over; nothing is kept alive for it once `done` has resolved. */
const timeOut = (done: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const cancel = realClock.at(realClock.now() + PATIENCE, resolve)
    void done.then(cancel)
  })

/** Everything that brings data into one context: sources, and queues that the user's program fills. */
export class Inputs {
  readonly intakes: Intake[] = []
  readonly #queues: { readonly length: number }[] = []
  /** Streams of all kinds are counted together, in the order of their definition. */
  #streams = 0
  /** The newest batch that took something from a queue. */
  #queueDataAt: Millis = 0

  get size(): number {
    return this.intakes.length + this.#queues.length
  }

  add(source: Source, site: CallSite | undefined, limit: number): Intake {
    const intake = new Intake(this.#streams++, source, site, limit)
    this.intakes.push(intake)
    return intake
  }

  addQueue(queue: { readonly length: number }): void {
    this.#streams++
    this.#queues.push(queue)
  }

  queueGave(time: Millis): void {
    this.#queueDataAt = Math.max(this.#queueDataAt, time)
  }

  get queueDataAt(): Millis {
    return this.#queueDataAt
  }

  /** One after the other; `changed` is told when any of them may have moved on. */
  async start(
    context: Omit<SourceContext, 'site' | 'changed' | 'streamId'>,
    changed: () => void,
  ): Promise<void> {
    for (const intake of this.intakes) {
      await intake.start({
        ...context,
        site: intake.site,
        streamId: intake.streamId,
        changed: () => {
          intake.regulate()
          changed()
        },
      })
    }
  }

  /**
   * Stops all of them; what one has to complain of does not keep the others from it. Gracefully, they take the time that
   * they need.
   */
  async stop(failed: (error: unknown) => void, gracefully: boolean): Promise<void> {
    const stopped = Promise.all(
      this.intakes.map(async ({ source }) => {
        try {
          await source.stop()
        } catch (error) {
          failed(error)
        }
      }),
    )
    await (gracefully ? stopped : Promise.race([stopped, timeOut(stopped)]))
  }

  /** Every source has ended, every queue is empty, and nothing waits to be taken. */
  get ended(): boolean {
    return (
      this.intakes.every(({ source }) => source.ended && source.buffered === 0) &&
      this.#queues.every((queue) => queue.length === 0)
    )
  }

  /** Nothing is under way. */
  get idle(): boolean {
    return this.intakes.every(({ source }) => source.ended || source.idle)
  }
}
