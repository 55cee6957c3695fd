import { TAP410 } from '../core/errors/tap410.ts'
import { described } from '../core/text/described.ts'
import { equalKeys } from './structural.ts'

/** Below zero when `a` comes first, above when `b` does. */
export type Compare = (a: unknown, b: unknown) => number

/** NaN comes after every other number; −0 = 0. */
export const compareNumbers = (a: number, b: number): number => {
  if (a < b) return -1
  if (a > b) return 1
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}

/** UTF-16 puts surrogates before U+E000–U+FFFF; by code point they come after. */
const rank = (unit: number): number => {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** By code point, as Python: not by locale, and not by UTF-16 unit. */
export const compareStrings = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

const isNumeric = (x: unknown): boolean =>
  typeof x === 'number' || typeof x === 'bigint' || typeof x === 'boolean'

/** Elements that are equal need no order among each other. */
const compareTuples = (a: readonly unknown[], b: readonly unknown[]): number => {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    if (equalKeys(a[i], b[i])) continue
    const order = compareValues(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

/**
 * Python's order: numbers, bigints and booleans by number, strings by code point, dates by time, tuples element by
 * element. @throws TAP410 for what has none: null, objects, values of different kinds
 */
export const compareValues: Compare = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a as number, b as number)
  if (Array.isArray(a) && Array.isArray(b)) return compareTuples(a, b)
  if (a instanceof Date && b instanceof Date) return compareNumbers(a.getTime(), b.getTime())
  throw TAP410({ left: described(a), right: described(b), site: undefined })
}

export const reversed =
  (compare: Compare): Compare =>
  (a, b) =>
    compare(b, a)
