import type { Clock } from '../core/clock.ts'
import { type DurationLike, type Millis, toMillis } from '../core/duration.ts'

interface Alarm {
  readonly time: Millis
  readonly ring: () => void | Promise<void>
}

/**
 * A clock that moves only when it is told. Give it to a context (`new StreamingContext(sc, 1, { clock })`), start that,
 * and advance: each call resolves when every batch due by then has completed.
 * @example
 * const clock = new ManualClock()
 * const ssc = new StreamingContext(sc, 1, { clock })
 * ssc.queueStream([['a'], ['b']]).pprint()   // prints a and b
 * ssc.start()
 * await clock.advance(3)   // three batches, at 1000, 2000 and 3000 ms
 */
export class ManualClock implements Clock {
  #now: Millis
  readonly #alarms = new Set<Alarm>()
  #moving: Promise<void> = Promise.resolve()

  constructor(startMs = 0) {
    this.#now = startMs
  }

  now(): Millis {
    return this.#now
  }

  at(time: Millis, ring: () => void | Promise<void>): () => void {
    const alarm = { time, ring }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  /** Time begins here, if it is later; nothing rings. */
  moveTo(time: Millis): void {
    this.#now = Math.max(this.#now, time)
  }

  /** Moves by a duration; calls queue. */
  advance(by: DurationLike): Promise<void> {
    const millis = toMillis(by)
    const moved = this.#moving.then(() => this.#to(this.#now + millis))
    // An alarm that failed is told to who moved the clock, and does not stop it.
    this.#moving = moved.catch(() => undefined)
    return moved
  }

  async #to(end: Millis): Promise<void> {
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      this.#alarms.delete(due)
      this.#now = Math.max(this.#now, due.time)
      const rung = due.ring()
      if (rung !== undefined) await rung
    }
    this.#now = end
  }

  #next(end: Millis): Alarm | undefined {
    let next: Alarm | undefined
    for (const alarm of this.#alarms) {
      if (alarm.time <= end && (next === undefined || alarm.time < next.time)) next = alarm
    }
    return next
  }
}
