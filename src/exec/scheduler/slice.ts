import { elapsed, nextTurn } from '../../core/clock.ts'

/** After so many milliseconds of records the event loop gets a turn. */
const SLICE_MS = 8

/**
 * How a slice is entered. `brisk`: one that does not come back within a second is broken off. `patient`: it may take
 * its time, and Ctrl-C breaks it off. `last`: the stop has been asked for, and a call that takes seconds now is hung.
 */
export type Entering = 'brisk' | 'patient' | 'last'

export type SliceEntry = <R>(slice: () => R, how: Entering) => R

const direct: SliceEntry = (slice) => slice()

/**
 * A slice was broken off, so its attempt has to be dropped: it was `slow` (one call of a user's function took a
 * second), or a signal fell into one that was let take its time, `young` or already `hung` for a second.
 */
export class SliceInterrupted extends Error {
  readonly reason: 'slow' | 'young' | 'hung'

  constructor(reason: 'slow' | 'young' | 'hung') {
    super(`a slice was broken off: ${reason}`)
    this.reason = reason
  }
}

const CODES: Readonly<Record<string, 'slow' | 'signal'>> = {
  ERR_SCRIPT_EXECUTION_TIMEOUT: 'slow',
  ERR_SCRIPT_EXECUTION_INTERRUPTED: 'signal',
}

const translated = (error: unknown, took: number, how: Entering): unknown => {
  const kind = CODES[(error as { code?: string } | undefined)?.code ?? '']
  if (kind === undefined) return error
  if (kind === 'slow') return new SliceInterrupted(how === 'last' ? 'hung' : 'slow')
  return new SliceInterrupted(took < 1000 ? 'young' : 'hung')
}

/** The budget of the loop over records: shared by all tasks, because the event loop is. */
export class Slices {
  #entry: SliceEntry = direct
  #entering: Entering = 'brisk'
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
  enterAs(how: Entering): void {
    this.#entering = how
  }

  /** Is the time of the present slice up? */
  readonly over = (): boolean => elapsed() >= this.#until

  /** Runs a piece of work that looks at `over` now and then. */
  enter<R>(work: () => R): R {
    const entered = elapsed()
    if (entered >= this.#until) this.#until = entered + SLICE_MS
    const how = this.#last ? 'last' : this.#entering
    try {
      return this.#entry(work, how)
    } catch (error) {
      throw translated(error, elapsed() - entered, how)
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
