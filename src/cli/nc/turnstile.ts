import type { Clock } from '../../core/clock.ts'

/** Waits for conditions that depend on many things: whoever changes one calls `turn`, and all conditions are looked at again. */
export class Turnstile {
  readonly #clock: Clock
  #waiting: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  turn(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const go of waiting) go()
  }

  /** Resolves when `condition` holds. If that takes longer than `patience` ms, `late` is called once. */
  async until(condition: () => boolean, patience: number, late: () => void): Promise<void> {
    if (condition()) return
    const cancel = this.#clock.at(this.#clock.now() + patience, () => {
      late()
      this.turn()
    })
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    cancel()
  }
}
