import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP109 } from '../core/errors/tap109.ts'

/** Where to keep checkpoints: a path, or null for nowhere. TAP109 for anything else. */
export const checkDirectory = (directory: unknown, site: CallSite | undefined): void => {
  if (directory === null || (typeof directory === 'string' && directory !== '')) return
  throw TAP109({
    what: 'The directory of checkpoint()',
    expected: 'a path, or null for none',
    got: directory === '' ? 'an empty text' : typeof directory,
    site,
  })
}
