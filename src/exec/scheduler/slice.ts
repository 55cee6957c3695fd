import { elapsed, nextTurn } from '../../core/clock.ts'

/** After so many milliseconds of records the event loop gets a turn. */
const SLICE_MS = 8

/** How a slice is entered: directly, or through a door from which Ctrl-C can break out. */
export type SliceEntry = <R>(slice: () => R) => R

const direct: SliceEntry = (slice) => slice()

/** What stands still while a slice runs: told when a signal broke into one. */
export interface Interruption {
  /** Younger than a second: an ordinary slice that the signal happened to fall into. */
  readonly young: boolean
}

const isInterruption = (error: unknown): boolean =>
  (error as { code?: string } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'

/** Thrown instead of the engine's own interruption error: the attempt has to be dropped. */
export class SliceInterrupted extends Error implements Interruption {
  readonly young: boolean

  constructor(young: boolean) {
    super('a signal broke into a slice')
    this.young = young
  }
}

/** The budget of the loop over records: shared by all tasks, because the event loop is. */
export class Slices {
  #entry: SliceEntry = direct
  #began = elapsed()
  #until = 0

  /** `tap run` enters slices through its interruptible door; after the first signal directly again. */
  enterThrough(entry: SliceEntry | undefined): void {
    this.#entry = entry ?? direct
  }

  /** Is the time of the present slice up? */
  readonly over = (): boolean => elapsed() >= this.#until

  /** Runs a piece of work that looks at `over` now and then. */
  enter<R>(work: () => R): R {
    const now = elapsed()
    if (now >= this.#until) {
      this.#began = now
      this.#until = now + SLICE_MS
    }
    const entered = elapsed()
    try {
      return this.#entry(work)
    } catch (error) {
      throw isInterruption(error) ? new SliceInterrupted(elapsed() - entered < 1000) : error
    }
  }

  /** Gives timers, sockets and signals their turn. */
  async turn(): Promise<void> {
    await nextTurn()
    this.#began = elapsed()
    this.#until = this.#began + SLICE_MS
  }

  /** For loops without user functions: waits for a turn when the time is up. */
  async pause(): Promise<void> {
    if (this.over()) await this.turn()
  }
}
