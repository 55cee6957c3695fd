import type { Millis } from '../core/duration.ts'

/** Which attempt at which partition writes, and for which batch (none outside streams). */
export interface WriteAttempt {
  readonly batchTime: Millis | undefined
  readonly partition: number
  readonly attempt: number
}

/**
 * The seam to where results go. A task writes what nobody sees yet and returns its name; the driver commits the names of
 * the attempts that succeeded.
 * Laws: before `commit` nothing looks complete; writing and committing the same batch again leaves what doing it once
 * leaves; attempts that were not committed leave nothing behind.
 */
export interface Sink<T> {
  readonly name: string
  write(attempt: WriteAttempt, rows: Iterable<T>): Promise<string>
  /** All partitions of the batch were written; `written` has their names in order. */
  commit(batchTime: Millis | undefined, written: readonly string[]): Promise<void>
  /** The batch failed: what its attempts left is removed. */
  abort(batchTime: Millis | undefined): Promise<void>
}
