import { TAP109 } from '../core/errors/tap109.ts'
import { optional } from '../core/options.ts'
import { callSite } from '../closure/call-site.ts'

/** How many calls are under way at once, by position or by name. */
export type Concurrency = number | { concurrency?: number }

const DEFAULT = 16

/** A positive whole number of calls, 16 unless it is given; TAP109 otherwise. */
export const concurrencyOf = (method: string, given: unknown): number => {
  const [n = DEFAULT] = optional(method, ['concurrency'], [given ?? undefined], callSite)
  if (typeof n === 'number' && Number.isInteger(n) && n > 0) return n
  const got = typeof n === 'number' ? String(n) : typeof n
  const expected = 'a positive whole number'
  throw TAP109({ what: `The concurrency of ${method}`, expected, got, site: callSite() })
}
