import type { Millis } from '../core/duration.ts'

/**
 * The seam to where results go. Law: writing the same (batchTime, partition) twice leaves what writing it once leaves.
 */
export interface Sink<T> {
  readonly name: string
  write(batchTime: Millis, partition: number, rows: Iterable<T>): Promise<void>
  /** All partitions of the batch were written. */
  commit(batchTime: Millis): Promise<void>
}
