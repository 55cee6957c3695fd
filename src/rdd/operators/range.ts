import type { CallSite } from '../../core/errors/tap-error.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode } from '../plan/nodes.ts'
import { own } from '../task.ts'
import { slicesNode } from './slices.ts'

export interface Range {
  readonly start: number
  readonly end: number
  readonly step: number
}

/** Numbers are made when they are asked for. */
class Numbers implements Iterator<number>, Iterable<number> {
  readonly #range: Range
  readonly #until: number
  #at: number

  constructor(range: Range, from: number, until: number) {
    this.#range = range
    this.#at = from
    this.#until = until
  }

  next(): IteratorResult<number> {
    if (this.#at >= this.#until) return { done: true, value: undefined }
    const { start, step } = this.#range
    return { done: false, value: start + step * this.#at++ }
  }

  [Symbol.iterator](): this {
    return this
  }
}

const sizeOf = ({ start, end, step }: Range): number => Math.max(0, Math.ceil((end - start) / step))

/** Numbers from `start` up or down to `end`, which is left out, in Scala's slices: nothing is kept of them. */
export const range = (
  numbers: Range,
  numSlices: number,
  site: CallSite | undefined,
): NarrowNode => {
  const size = sizeOf(numbers)
  const border = (i: number): number => Math.floor((i * size) / numSlices)
  const part = (i: number): Numbers => new Numbers(numbers, border(i), border(i + 1))
  const slots = Array.from({ length: numSlices }, () => [])
  const fn = own(part, 'range', site)
  return narrow(slicesNode(slots, 'parallelize', site), 'range', 'withIndex', 'element', fn)
}
