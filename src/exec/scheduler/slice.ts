import { elapsed, nextTurn } from '../../core/clock.ts'
import type { Cancellation } from './cancellation.ts'
import { inAttempt, type Updates } from './updates.ts'

/** After so many milliseconds of records the event loop gets a turn. */
const SLICE_MS = 8

/**
 * How a slice is entered. `brisk`: one that does not come back within seconds is broken off. `patient`: it may take
 * its time, and Ctrl-C breaks it off. `last`: the stop has been asked for, and a call that takes seconds now is hung.
 * `whole`: a call with effects (an output operation, say), which is never made twice: it may take long, and what
 * takes longer is hung.
 */
export type Entering = 'brisk' | 'patient' | 'last' | 'whole'

export type SliceEntry = <R>(slice: () => R, how: Entering, wholeMs: number) => R

const direct: SliceEntry = (slice) => slice()

/**
 * A slice was broken off, so its attempt has to be dropped: it was `slow` (one call of a user's function took
 * seconds), or a signal fell into one that was let take its time, `young` or already `hung` for a second.
 */
export class SliceInterrupted extends Error {
  readonly reason: 'slow' | 'young' | 'hung'

  constructor(reason: 'slow' | 'young' | 'hung') {
    super(`a slice was broken off: ${reason}`)
    this.reason = reason
  }
}

/** A brisk slice is broken off after so long: it is inside one call of a user's function. */
export const BRISK_MS = 2000
/** After the stop was asked for nobody is left who could break a call off, but by ending the process. */
export const LAST_MS = 3000
/** The least that a `whole` call may take. */
export const WHOLE_MS = 10_000

const codeOf = (error: unknown): string | undefined =>
  (error as { code?: string } | undefined)?.code

/** The door's own errors; the same errors of a script that the user runs are the user's. */
const translated = (error: unknown, took: number, how: Entering, wholeMs: number): unknown => {
  const code = codeOf(error)
  if (code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' && how === 'patient') {
    return new SliceInterrupted(took < 1000 ? 'young' : 'hung')
  }
  if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') return error
  if (how === 'brisk' && took >= BRISK_MS) return new SliceInterrupted('slow')
  const limit = how === 'last' ? LAST_MS : wholeMs
  return how !== 'brisk' && how !== 'patient' && took >= limit
    ? new SliceInterrupted('hung')
    : error
}

/** Of the attempt whose slices are being run. */
export interface Attempted {
  readonly updates: Updates
  readonly cancellation: Cancellation | undefined
}

/** The budget of the loop over records: shared by all tasks, because the event loop is. */
export class Slices {
  #entry: SliceEntry = direct
  #entering: Entering = 'brisk'
  #attempted: Attempted | undefined
  #until = 0
  #last = false

  /** `tap run` enters slices through a door that can break them off. */
  enterThrough(entry: SliceEntry): void {
    this.#entry = entry
  }

  /** After the first signal. */
  enterLast(): void {
    this.#last = true
  }

  /** Said at the begin of every attempt. */
  enterAs(how: Entering, attempted?: Attempted): void {
    this.#entering = how
    this.#attempted = attempted
  }

  /** Is the time of the present slice up? */
  readonly over = (): boolean => elapsed() >= this.#until

  /** Runs a piece of the attempt's work that looks at `over` now and then; TAP515 when its job was cancelled. */
  enter<R>(work: () => R, entering: Entering = this.#entering): R {
    const { updates, cancellation } = this.#attempted ?? {}
    if (cancellation?.error !== undefined) throw cancellation.error
    return inAttempt(updates, () => this.#through(work, entering, WHOLE_MS))
  }

  /** Runs a function of the driver, which belongs to no attempt. */
  enterWhole<R>(work: () => R, wholeMs: number): R {
    return this.#through(work, 'whole', wholeMs)
  }

  #through<R>(work: () => R, entering: Entering, wholeMs: number): R {
    const entered = elapsed()
    if (entered >= this.#until) this.#until = entered + SLICE_MS
    const how = this.#last && entering !== 'whole' ? 'last' : entering
    try {
      return this.#entry(work, how, wholeMs)
    } catch (error) {
      throw this.#entry === direct ? error : translated(error, elapsed() - entered, how, wholeMs)
    }
  }

  /** Gives timers, sockets and signals their turn. */
  async turn(): Promise<void> {
    await nextTurn()
    this.#until = elapsed() + SLICE_MS
  }

  /** For loops without user functions: waits for a turn when the time is up. */
  async pause(): Promise<void> {
    if (this.over()) await this.turn()
  }
}
