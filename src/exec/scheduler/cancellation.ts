import { isTapError, type TapError } from '../../core/errors/tap-error.ts'

/** Looked at before every slice: what a job that was cancelled rejects with. */
export interface Cancellation {
  readonly error: TapError | undefined
}

export const isCancelled = (error: unknown): boolean => isTapError(error) && error.code === 'TAP515'
