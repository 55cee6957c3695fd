import { TAP109 } from '../../core/errors/tap109.ts'
import { callSite } from '../../closure/call-site.ts'

/**
 * How the values of an accumulator are added: from `zero`, in any order and grouping.
 * @example
 * const union: AccumulatorParam<Set<string>> = {
 *   zero: () => new Set(),
 *   addInPlace: (a, b) => {
 *     for (const x of b) a.add(x)
 *     return a
 *   },
 * }
 */
export interface AccumulatorParam<T> {
  /** What each task begins with, given the accumulator's initial value. */
  zero(initial: T): T
  /** The sum of both; may change and return the first. */
  addInPlace(a: T, b: T): T
}

/** JavaScript's own + would join texts. */
const checked = <T>(kind: 'number' | 'bigint', value: T): T => {
  if (typeof value === kind) return value
  const what = 'What is added to an accumulator'
  throw TAP109({ what, expected: `a ${kind}`, got: typeof value, site: callSite() })
}

const numbers: AccumulatorParam<number> = {
  zero: () => 0,
  addInPlace: (a, b) => a + checked('number', b),
}
const bigints: AccumulatorParam<bigint> = {
  zero: () => 0n,
  addInPlace: (a, b) => a + checked('bigint', b),
}

/** Numbers and bigints know how to be added. */
export const builtInParam = (initial: unknown): AccumulatorParam<never> | undefined => {
  if (typeof initial === 'number') return numbers as AccumulatorParam<never>
  return typeof initial === 'bigint' ? (bigints as AccumulatorParam<never>) : undefined
}

export const isAccumulatorParam = (value: unknown): value is AccumulatorParam<unknown> => {
  const { zero, addInPlace } = (value ?? {}) as Partial<
    Record<keyof AccumulatorParam<unknown>, unknown>
  >
  return typeof zero === 'function' && typeof addInPlace === 'function'
}
