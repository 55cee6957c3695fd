import type { Column } from '../../columns/column.ts'
import type { KeyedColumns, KeySpaceSnapshot } from '../../columns/key-space.ts'

/** What a checkpoint keeps of one partition of one version: plain data over ArrayBuffers. */
export interface PartitionSnapshot {
  readonly space: KeySpaceSnapshot
  readonly ids: Uint32Array
  readonly values: Column
  readonly counts?: Uint32Array
}

/**
 * The seam to keyed state: panes, windows and states are columns (ids, values) per partition of a key space, in
 * versions (one per batch). A version is never changed; the next one replaces it.
 * Laws: what was put is read back until its version is removed; the ids of a version are held in their key space exactly
 * as long; `restore(checkpoint(v))` reads, scans and checkpoints as v does.
 */
export interface StateStore<Version extends object> {
  put(version: Version, partition: number, columns: KeyedColumns): void
  read(version: Version, partition: number): KeyedColumns | undefined
  /** Drops all partitions of a version. */
  remove(version: Version): void
  /** Keys and values of a partition, in the order of its ids. */
  scan(version: Version, partition: number): Iterable<readonly [key: unknown, value: unknown]>
  checkpoint(version: Version): readonly (PartitionSnapshot | undefined)[]
  /** Puts a version from a checkpoint, over key spaces of its own. */
  restore(version: Version, partitions: readonly (PartitionSnapshot | undefined)[]): void
}
