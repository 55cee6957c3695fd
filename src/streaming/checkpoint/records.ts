import type { Millis } from '../../core/duration.ts'
import type { FileRef } from '../../io/source.ts'
import type { SavedChange, SavedColumns } from '../../rdd/saved-columns.ts'

/** How the records of a log are written and read; a newer program reads older ones. */
export const FORMAT = 1

/** What a log begins with. */
export interface HeadRecord {
  readonly kind: 'head'
  readonly format: number
  readonly interval: Millis
  readonly zeroTime: Millis
  /** Every operator that has something saved, by identity. */
  readonly operators: readonly {
    readonly identity: string
    readonly name: string
    readonly shape: string
  }[]
  /** The inputs in their order, and what they need to go on; undefined where one cannot. */
  readonly inputs: readonly { readonly name: string; readonly saved: unknown }[]
}

/** A block that a batch was given: the file that it was made of, or what was in it, or how much is lost. */
export interface SavedBlock {
  readonly number: number
  readonly records: number
  readonly origin?: FileRef
  readonly lines?: readonly { readonly bytes: Uint8Array; readonly records: number }[]
  readonly rows?: readonly unknown[]
}

export interface AllocatedRecord {
  readonly kind: 'allocated'
  readonly time: Millis
  /** One list per input. */
  readonly inputs: readonly (readonly SavedBlock[])[]
}

/** All columns of one stream at one time. */
export interface KeptRecord {
  readonly kind: 'kept'
  readonly stream: string
  readonly time: Millis
  readonly partitions: readonly SavedColumns[]
}

/** What made the columns of a stream those of a later time. */
export interface ChangedRecord {
  readonly kind: 'changed'
  readonly stream: string
  readonly time: Millis
  readonly partitions: readonly SavedChange[]
}

/** All outputs of a batch are done. */
export interface CompletedRecord {
  readonly kind: 'completed'
  readonly time: Millis
}

export type CheckpointRecord =
  | HeadRecord
  | AllocatedRecord
  | KeptRecord
  | ChangedRecord
  | CompletedRecord
