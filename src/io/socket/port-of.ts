import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP209 } from '../../core/errors/tap209.ts'

const DIGITS = /^\d{1,5}$/

/** The port as a number; digits from a command line are one too. TAP209 for anything else. */
export const portOf = (port: unknown, site: CallSite | undefined): number => {
  const number = typeof port === 'string' && DIGITS.test(port) ? Number(port) : port
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > 65_535) {
    throw TAP209({ port, site })
  }
  return number
}
