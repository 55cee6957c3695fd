import type { Millis } from './duration.ts'

/**
 * The only door to time. Two clocks exist in a running job: the batch clock (real or manual) and the I/O clock
 * (always real: back-off, polls). Nothing else in the project reads the time or sets a timer.
 */
export interface Clock {
  /** Of clocks that are moved by hand: a job that goes on begins at the time at which it ended. */
  moveTo?(time: Millis): void
  /** Milliseconds since the Unix epoch. */
  now(): Millis
  /**
   * Calls `f` once at `time` or later, never earlier; returns its cancellation.
   * A clock that is told to move (the manual one) waits for the promise that `f` may return.
   */
  at(time: Millis, f: () => void | Promise<void>): () => void
}

/** Milliseconds of a monotonic clock with sub-millisecond resolution, for budgets and measurements. */
export const elapsed: () => number = performance.now.bind(performance)

/** Node's timers hold 31 bits of milliseconds; a longer wait is made of several. */
const LONGEST_TIMER = 2 ** 31 - 1

export class RealClock implements Clock {
  now(): Millis {
    return Date.now() as Millis
  }

  at(time: Millis, f: () => void | Promise<void>): () => void {
    return this.#arm(time, f, (timer) => timer)
  }

  /** As `at`, but nothing is kept alive for it. */
  inPassing(time: Millis, f: () => void): () => void {
    return this.#arm(time, f, (timer) => timer.unref())
  }

  #arm(
    time: Millis,
    f: () => void | Promise<void>,
    keep: (timer: NodeJS.Timeout) => NodeJS.Timeout,
  ): () => void {
    let timer: NodeJS.Timeout
    const arm = (): void => {
      const wait = Math.min(Math.max(time - Date.now(), 0), LONGEST_TIMER)
      timer = keep(setTimeout(() => (Date.now() < time ? arm() : void f()), wait))
    }
    arm()
    return () => clearTimeout(timer)
  }
}

/** One per process: it has no state. */
export const realClock: RealClock = new RealClock()

/** Resolves after `millis` on `clock`. */
export const sleep = (clock: Clock, millis: number): Promise<void> =>
  new Promise((resolve) => clock.at((clock.now() + millis) as Millis, resolve))

/** Gives the event loop a turn: timers, sockets and signals get their say before it resolves. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
