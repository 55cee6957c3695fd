import type { Clock } from '../../core/clock.ts'
import type { Millis } from '../../core/duration.ts'

/** So long nothing must arrive before a source counts as idle. */
const QUIET = 250

/** Tells whether something arrived lately. At most one timer is set, and it is not renewed by each arrival. */
export class Quiet {
  readonly #clock: Clock
  readonly #changed: () => void
  #last = Number.NaN
  #cancel: (() => void) | undefined

  /** `changed` is called when it has become quiet. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock
    this.#changed = changed
  }

  /** Something has arrived before, and nothing since a while. */
  get reached(): boolean {
    return this.#clock.now() - this.#last >= QUIET
  }

  /** Something arrives now. */
  touch(): void {
    this.#last = this.#clock.now()
    this.#cancel ??= this.#wait()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #wait(): () => void {
    return this.#clock.at((this.#last + QUIET) as Millis, () => {
      this.#cancel = this.reached ? undefined : this.#wait()
      if (this.reached) this.#changed()
    })
  }
}
