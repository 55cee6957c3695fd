import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import { described } from '../core/text/described.ts'

/** Shown by the compiler where statistics are asked of an RDD of something else than numbers. */
export interface NotNumbers<Message extends string = 'make numbers first: .map((x) => Number(x))'> {
  readonly needsNumbers: Message
}

/** The element as a number; TAP109 when it is none. */
export const numberOf = (element: unknown, action: string, site: CallSite | undefined): number => {
  if (typeof element === 'number') return element
  const [what, expected] = [`An element of ${action}`, 'a number']
  throw TAP109({ what, expected, got: described(element), site })
}
