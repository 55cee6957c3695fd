import type { Millis } from '../../core/duration.ts'

const SHORTEST = 250
const LONGEST = 2000

/** How long to wait before the next try: 0.25 s, doubling to 2 s, until something succeeds. */
export class BackOff {
  #next = SHORTEST

  next(): Millis {
    const wait = this.#next
    this.#next = Math.min(wait * 2, LONGEST)
    return wait
  }

  reset(): void {
    this.#next = SHORTEST
  }
}
