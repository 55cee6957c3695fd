import { randoms } from './random.ts'

/**
 * At most `limit` of the elements that are added, each with the same chance. How many to let go by is drawn, not
 * whether to take each one (Li's algorithm L): most elements cost a comparison.
 */
export class Reservoir {
  readonly #limit: number
  readonly #sampleOf: (element: never) => unknown
  readonly #random: () => number
  #weight = 1
  #next = 0
  readonly samples: unknown[] = []
  seen = 0

  /** `sampleOf` is asked only for elements that are taken. */
  constructor(limit: number, seed: number, sampleOf: (element: never) => unknown) {
    this.#limit = limit
    this.#sampleOf = sampleOf
    this.#random = randoms(seed)
  }

  add(element: unknown): this {
    this.seen++
    if (this.seen <= this.#limit) {
      this.samples.push(this.#sampleOf(element as never))
      if (this.seen === this.#limit) this.#skip()
    } else if (this.seen === this.#next) {
      this.samples[Math.floor(this.#random() * this.#limit)] = this.#sampleOf(element as never)
      this.#skip()
    }
    return this
  }

  #skip(): void {
    this.#weight *= this.#draw() ** (1 / this.#limit)
    this.#next = this.seen + 1 + Math.floor(Math.log(this.#draw()) / Math.log1p(-this.#weight))
  }

  /** Above 0, because its logarithm is taken. */
  #draw(): number {
    return 1 - this.#random()
  }
}
