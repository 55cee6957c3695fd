import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import { TAP407 } from '../core/errors/tap407.ts'
import { repr } from '../core/text/repr.ts'
import { callSite } from '../closure/call-site.ts'
import { RDD } from './rdd.ts'

/** A given value in a message: numbers and strings as they are, the rest by kind. */
const given = (value: unknown): string => {
  if (typeof value === 'string') return `the string ${JSON.stringify(value)}`
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value === null || value === undefined || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `the array ${repr([...(value as unknown[])]).slice(0, 60)}`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** TAP109: what is wrong, what it should be, what came. */
export const refuse = (
  what: string,
  expected: string,
  got: unknown,
  site: CallSite | undefined = callSite(),
): never => {
  throw TAP109({ what, expected, got: given(got), site })
}

/** A whole number, `least` or more. */
export const wholeNumber = (what: string, value: unknown, least = 0): number =>
  Number.isInteger(value) && (value as number) >= least
    ? (value as number)
    : refuse(what, `a whole number, ${least} or more`, value)

/** A number, 0 or more, not infinite. */
export const notNegative = (what: string, value: unknown): number =>
  Number.isFinite(value) && (value as number) >= 0
    ? (value as number)
    : refuse(what, 'a number, 0 or more', value)

/** What an operator on several RDDs was given beside its own. */
export const otherRdds = (
  rdd: RDD<unknown>,
  others: readonly unknown[],
  method: string,
): RDD<unknown>[] =>
  others.map((other) => {
    if (!(other instanceof RDD)) return refuse(`The other side of ${method}`, 'an RDD', other)
    if (other.context === rdd.context) return other as RDD<unknown>
    const reason = 'they belong to different contexts'
    throw TAP407({ operator: method, site: callSite(), things: 'RDDs', reason })
  })
