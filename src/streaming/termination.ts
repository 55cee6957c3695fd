import type { Clock } from '../core/clock.ts'
import { type DurationLike, toMillis } from '../core/duration.ts'

interface Waiter {
  readonly resolve: (stopped: boolean) => void
  readonly reject: (error: unknown) => void
}

/** Who reads the batches of a stream in a loop. */
export interface BatchReader {
  /** Told the error of a batch; true when a loop is there that it comes out of. */
  failed(error: unknown): boolean
  /** The stop has begun: nothing may wait for the reader any more. */
  stopping(): void
  stopped(): void
}

/**
 * Who waits for the end of a context, and the error that they are told.
 * Laws: an error goes to all who wait; when nobody does, it is kept for the next who asks, the newest replacing older
 * ones; after the stop everyone is told at once, the error first.
 */
export class Termination {
  readonly #waiters = new Set<Waiter>()
  readonly #readers: BatchReader[] = []
  readonly #clock: Clock
  #error: { readonly error: unknown } | undefined
  #stopped = false

  readonly #taken: () => void

  /** `taken` is told when a kept error has found its reader. */
  constructor(clock: Clock, taken: () => void) {
    this.#clock = clock
    this.#taken = taken
  }

  get awaited(): boolean {
    return this.#waiters.size > 0
  }

  /** True when somebody was waiting and has been told. */
  failed(error: unknown): boolean {
    const read = this.#readers.filter((reader) => reader.failed(error)).length > 0
    if (this.#waiters.size === 0 && !read) {
      this.#error = { error }
      return false
    }
    for (const { reject } of this.#waiters) reject(error)
    this.#waiters.clear()
    return true
  }

  add(reader: BatchReader): void {
    this.#readers.push(reader)
  }

  /** A kept error was read in a loop. */
  take(error: unknown): void {
    if (this.#error?.error !== error) return
    this.#error = undefined
    this.#taken()
  }

  stopping(): void {
    for (const reader of this.#readers) reader.stopping()
  }

  stopped(): void {
    this.#stopped = true
    for (const reader of this.#readers) reader.stopped()
    for (const { resolve } of this.#waiters) resolve(true)
    this.#waiters.clear()
  }

  /** Resolves with true at the stop, with false at the timeout; rejects with a batch's error. */
  wait(given: DurationLike | null | undefined): Promise<boolean> {
    // A timeout of 0 only looks.
    const timeout =
      given === undefined || given === null
        ? undefined
        : given === 0
          ? 0
          : toMillis(given, 'timeout')
    const kept = this.#error
    if (kept !== undefined) {
      this.#error = undefined
      this.#taken()
      return Promise.reject(kept.error)
    }
    if (this.#stopped) return Promise.resolve(true)
    const { promise, waiter } = this.#enrol()
    if (timeout === undefined) return promise
    const cancel = this.#clock.at(this.#clock.now() + timeout, () => {
      if (this.#waiters.delete(waiter)) waiter.resolve(false)
    })
    return promise.finally(cancel)
  }

  /** An error that nobody has been told. */
  get kept(): { readonly error: unknown } | undefined {
    return this.#error
  }

  #enrol(): { promise: Promise<boolean>; waiter: Waiter } {
    let waiter!: Waiter
    const promise = new Promise<boolean>((resolve, reject) => {
      waiter = { resolve, reject }
    })
    this.#waiters.add(waiter)
    return { promise, waiter }
  }
}
