import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP402 } from '../../core/errors/tap402.ts'
import { described } from '../../core/text/described.ts'

/** The element as a pair; TAP402 when it is none. */
export const pairOf = (
  element: unknown,
  operator: string,
  site: CallSite | undefined,
): readonly [unknown, unknown] => {
  if (Array.isArray(element) && element.length === 2)
    return element as unknown as [unknown, unknown]
  throw TAP402({ operator, value: described(element), site, from: undefined })
}
