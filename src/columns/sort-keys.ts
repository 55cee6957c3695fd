import { type Compare, compareValues, reversed } from './order.ts'
import { mergeOrder } from './merge-order.ts'
import { radixOrder } from './radix-order.ts'

/** From so many on sorting by digits pays. */
const MANY = 256

const hasHighUnits = (s: string): boolean => /[\ud800-\uffff]/.test(s)

const byUnits: Compare = (a, b) => {
  if (a === b) return 0
  return (a as string) < (b as string) ? -1 : 1
}

/** Keys in a column while all are numbers, in an array after the first other one, and what order they are in. */
export class SortKeys {
  readonly #numbers: Float64Array
  #length = 0
  #others: unknown[] | undefined
  #simpleStrings = true

  /** For at most so many. */
  constructor(capacity: number) {
    this.#numbers = new Float64Array(capacity)
  }

  add(key: unknown): void {
    if (this.#others !== undefined) this.#addOther(key)
    else if (typeof key === 'number') this.#numbers[this.#length++] = key
    else {
      this.#others = Array.from(this.#numbers.subarray(0, this.#length))
      this.#simpleStrings = this.#length === 0
      this.#addOther(key)
    }
  }

  /**
   * The places of the keys in order; equal ones in the order they came in, also when descending. It works between
   * yields for about a millisecond at most. @throws TAP410 when keys have no order
   */
  order(descending: boolean): Generator<undefined, Uint32Array> {
    const numbers = this.#numbers.subarray(0, this.#length)
    if (this.#others === undefined && numbers.length >= MANY) {
      return radixOrder(numbers, descending)
    }
    const keys = this.#others ?? numbers
    const ascending = this.#others !== undefined && this.#simpleStrings ? byUnits : compareValues
    const compare = descending ? reversed(ascending) : ascending
    return mergeOrder(keys.length, (i, j) => compare(keys[i], keys[j]))
  }

  #addOther(key: unknown): void {
    this.#others!.push(key)
    this.#simpleStrings &&= typeof key === 'string' && !hasHighUnits(key)
  }
}
