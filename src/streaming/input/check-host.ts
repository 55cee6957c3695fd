import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP109 } from '../../core/errors/tap109.ts'

/** A port alone, or both in one word, are the likeliest slips; waiting for such a host would be in vain. TAP109 for them. */
export const checkHost = (host: unknown, method: string, site: CallSite | undefined): void => {
  const isPort = typeof host !== 'string' || /^\d+$/.test(host) || /^[^:]*:\d+$/.test(host)
  if (!isPort && host !== '') return
  throw TAP109({
    what: `The host of ${method}`,
    expected: "a name, and the port apart: ('localhost', 9999)",
    got: JSON.stringify(host) ?? typeof host,
    site,
  })
}
