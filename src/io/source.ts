import type { Clock } from '../core/clock.ts'
import type { EventBus } from '../core/events.ts'
import type { Millis } from '../core/duration.ts'
import type { CallSite } from '../core/errors/tap-error.ts'

/** Whole lines as they came: UTF-8 bytes, each line ended by `\n`. Never kept as strings (a kept line would hold its block). */
export interface LineChunk {
  readonly bytes: Uint8Array
  readonly records: number
}

/** A file to be read when its batch runs. */
export interface FileRef {
  readonly path: string
  readonly size: number
  readonly inode?: number
  readonly mtimeMs?: number
}

export type BlockContent =
  | { readonly kind: 'lines'; readonly chunks: readonly LineChunk[] }
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  | {
      readonly kind: 'file'
      readonly file: FileRef
      /** The lines that begin here, read as they are when the batch runs; absent: the whole file, as it was seen. */
      readonly split?: { readonly start: number; readonly end: number }
    }

/** A piece of input with an identity: one block becomes one partition. Which batch took which block is recorded. */
export interface Block {
  /** Counts up from 0 within its stream, for ever. */
  readonly number: number
  readonly content: BlockContent
  readonly records: number
  /** Bytes held in memory for it. */
  readonly bytes: number
  /** The file that it is made of. */
  readonly path?: string
  /** That file as it was seen: it can be read again after a restart, as long as it has not changed. */
  readonly origin?: FileRef
}

/** What a source needs to go on after a restart. */
export interface SavedSource {
  /** What `save` gave. */
  readonly saved: unknown
  /** The origins of the blocks taken after that. */
  readonly taken: readonly FileRef[]
}

export interface SourceContext {
  /** The number of its stream among the inputs of the context. */
  readonly streamId: number
  /** The batch clock. */
  readonly clock: Clock
  /** Back-off and polls; always real. */
  readonly ioClock: Clock
  readonly events: EventBus
  /** Start of the first batch's interval. */
  readonly zeroTime: Millis
  /** What arrives in one such interval becomes one block; at least the batch interval when it should be one. */
  readonly blockInterval: Millis
  /** Where the user made the source. */
  readonly site: CallSite | undefined
  /** To be called when bytes or rows were added, and when `ended` or `idle` may have changed. */
  changed(): void
}

/**
 * The seam to the outside world, knowing no RDD and no stream.
 * Laws: every record that arrived is in exactly one taken block, in arrival order; `take` closes the open block, so what
 * it returns is all that arrived before the call; after `pause` nothing more is asked of the outside (a few records
 * already under way may still arrive); `stop` resolves when nothing will arrive any more, and what arrived can still be taken.
 */
export interface Source {
  /** `socket localhost:9999`, as people should read it. */
  readonly name: string
  start(context: SourceContext): void | Promise<void>
  /** Hands over everything that arrived and was not taken yet, for the batch that ends at `batchTime`. */
  take(batchTime: Millis): readonly Block[]
  /** Bytes held and not yet taken. */
  readonly buffered: number
  pause(): void
  resume(): void
  /** The batch with these blocks has completed durably; not told of one that failed or was given up. */
  acknowledge(blocks: readonly Block[]): void | Promise<void>
  stop(): Promise<void>
  /**
   * What has to be known to go on after a restart, as plain data, as of the last `take`. A source without it cannot give
   * again what it gave.
   */
  save?(): unknown
  /** To be called before `start`, in a process that goes on where another one ended. */
  restore?(from: SavedSource): void
  /** The content of a block made of this file, to be read when its batch runs. */
  again?(origin: FileRef): BlockContent
  /** Nothing will ever arrive again (for `--until-end`). */
  readonly ended: boolean
  /** Nothing is under way right now (the manual clock of the command line may move). */
  readonly idle: boolean
  /** Its blocks are made of files, which are reported with each batch. */
  readonly ofFiles?: boolean
}
