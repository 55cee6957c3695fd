import type { Json, Order } from './format.ts'

const FLOATS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity }

const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value that recorded JSON stands for: a tuple is an array, a dict a plain object. */
export const decode = (json: Json): unknown => {
  if (Array.isArray(json)) return json.map(decode)
  if (!isObject(json)) return json
  const [form, content] = Object.entries(json)[0]!
  switch (form) {
    case 'float':
      return FLOATS[content as string] ?? Number(content)
    case 'tuple':
      return (content as readonly Json[]).map(decode)
    case 'dict':
      return Object.fromEntries(
        (content as readonly [string, Json][]).map(([key, value]) => [key, decode(value)]),
      )
    default:
      throw new Error(`a recorded value of the unknown form "${form}"`)
  }
}

const sameNumber = (a: number, b: number): boolean =>
  a === b ||
  (Number.isNaN(a) && Number.isNaN(b)) ||
  Math.abs(a - b) <= 1e-9 * Math.min(Math.max(Math.abs(a), Math.abs(b)), Number.MAX_VALUE)

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value

/** Equal as the README of the recordings defines it: a group or a Map counts as the array of its elements. */
export const same = (a: unknown, b: unknown): boolean => {
  if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b)
  return isIterable(a) && isIterable(b) ? sameSequence([...a], [...b]) : a === b
}

const sameSequence = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => same(item, b[i]))

/** Each element of one takes an equal one out of the other. No sort, which a tolerance would confuse. */
const sameMultiset = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  const rest = [...b]
  return (
    a.length === b.length &&
    a.every((item) => {
      const at = rest.findIndex((other) => same(item, other))
      if (at >= 0) rest.splice(at, 1)
      return at >= 0
    })
  )
}

/** `order` is that of the outermost level only: lists inside elements are always compared in order. */
export const sameIn = (order: Order, a: unknown, b: unknown): boolean =>
  order === 'multiset' && isIterable(a) && isIterable(b) ? sameMultiset([...a], [...b]) : same(a, b)
