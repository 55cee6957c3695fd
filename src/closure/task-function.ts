import type { CallSite } from '../core/errors/tap-error.ts'

/** A user's function on its way to the engine. Operators store it; only `exec` unwraps it. */
export interface TaskFunction<F> {
  readonly fn: F
  /** Stable within one run of one program; equal for equal call sites, so plans of the same shape share code. */
  readonly id: string
  readonly site: CallSite | undefined
}

const place = (site: CallSite | undefined): string =>
  site === undefined ? '(unknown)' : `${site.file}:${site.line}:${site.column}`

/** Wraps the function that was given to `operatorName` at `site`. */
export const taskFunction = <F>(
  fn: F,
  operatorName: string,
  site: CallSite | undefined,
): TaskFunction<F> => Object.freeze({ fn, id: `${place(site)}#${operatorName}`, site })
