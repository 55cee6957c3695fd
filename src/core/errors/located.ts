import { type CallSite, isTapError, TapError } from './tap-error.ts'

const hasPlace = (error: TapError): boolean =>
  (error.text.at ?? []).some(([, site]) => site !== undefined)

/** The same error with the place where the user's program caused it, if it knows none. */
export const atSite = (error: TapError, site: CallSite | undefined): TapError =>
  site === undefined || hasPlace(error)
    ? error
    : new TapError(error.code, error.kind, { ...error.text, at: [['at', site]] }, error.cause)

/** Runs `f`; an error of ours that knows no place gets the one of `site`, which is asked for only then. */
export const located = <R>(site: () => CallSite | undefined, f: () => R): R => {
  try {
    return f()
  } catch (error) {
    throw isTapError(error) ? atSite(error, site()) : error
  }
}
