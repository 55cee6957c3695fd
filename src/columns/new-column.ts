import type { Column } from './column.ts'

/**
 * A column under way: typed until the first value that is no number. Kernels push into it, so its shape never changes
 * and its methods are small enough to become part of them.
 */
export class NewColumn {
  length = 0
  /** The values while all of them are numbers; as long as there is room for. */
  #numbers: Float64Array | undefined
  /** All values, once one of them is no number. */
  readonly #values: unknown[] = []

  /** `expected`: so many values cost no growth. */
  constructor(expected = 0) {
    this.#numbers = new Float64Array(expected)
  }

  push(value: unknown): void {
    const at = this.length++
    const numbers = this.#numbers
    if (numbers === undefined) this.#values.push(value)
    else if (typeof value === 'number' && at < numbers.length) numbers[at] = value
    else this.#pushAnew(at, value)
  }

  get(at: number): unknown {
    return this.#numbers === undefined ? this.#values[at] : this.#numbers[at]
  }

  set(at: number, value: unknown): void {
    if (this.#numbers === undefined) this.#values[at] = value
    else if (typeof value === 'number') this.#numbers[at] = value
    else {
      this.#widen(this.length)
      this.#values[at] = value
    }
  }

  /** What was pushed; nothing is pushed after it. */
  done(): Column {
    const numbers = this.#numbers
    if (numbers === undefined) return this.#values
    return numbers.length === this.length ? numbers : numbers.slice(0, this.length)
  }

  #pushAnew(at: number, value: unknown): void {
    if (typeof value !== 'number') {
      this.#widen(at)
      this.#values.push(value)
      return
    }
    const larger = new Float64Array(Math.max(64, 2 * at))
    larger.set(this.#numbers!)
    larger[at] = value
    this.#numbers = larger
  }

  #widen(length: number): void {
    for (let i = 0; i < length; i++) this.#values.push(this.#numbers![i])
    this.#numbers = undefined
  }
}
