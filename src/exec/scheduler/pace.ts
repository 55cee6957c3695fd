import { elapsed } from '../../core/clock.ts'
import type { Slices } from './slice.ts'

const MOST = 64

/**
 * How many elements a loop lets go by between two looks at the clock: it follows their cost, so that a slice lasts
 * longer than its time only when one single call does. It starts with every element, and is never more than 64.
 */
export class Pace {
  stride = 1
  readonly #slices: Slices
  #looked = elapsed()

  constructor(slices: Slices) {
    this.#slices = slices
  }

  /** To be called every `stride` elements: is the time of the slice up? */
  over(): boolean {
    const now = elapsed()
    const took = now - this.#looked
    this.#looked = now
    if (took > 1) this.stride = Math.max(1, this.stride >> 2)
    else if (this.stride < MOST) this.stride <<= 1
    return this.#slices.over()
  }

  /** A slice begins: what happened in between says nothing about the elements. */
  begin(): void {
    this.#looked = elapsed()
  }
}
