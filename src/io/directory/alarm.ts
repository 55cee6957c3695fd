import type { Clock } from '../../core/clock.ts'

/** Wakes once for many wishes: at the earliest of them. */
export class Alarm {
  readonly #clock: Clock
  readonly #ring: (lateMillis: number) => void
  #due = Number.POSITIVE_INFINITY
  #cancel: () => void = () => {}

  constructor(clock: Clock, ring: (lateMillis: number) => void) {
    this.#clock = clock
    this.#ring = ring
  }

  /** Rings within `millis`, or earlier if that was asked for before. */
  within(millis: number): void {
    const due = this.#clock.now() + Math.max(millis, 0)
    if (due >= this.#due) return
    this.off()
    this.#due = due
    this.#cancel = this.#clock.at(due, () => {
      this.#due = Number.POSITIVE_INFINITY
      this.#ring(this.#clock.now() - due)
    })
  }

  off(): void {
    this.#cancel()
    this.#due = Number.POSITIVE_INFINITY
  }
}
