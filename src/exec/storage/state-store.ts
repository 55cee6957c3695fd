import type { Column } from '../../columns/column.ts'
import type { KeyedColumns, KeySpacePartition, KeySpaceSnapshot } from '../../columns/key-space.ts'

/** What a checkpoint keeps of one partition of one version: plain data over ArrayBuffers. */
export interface PartitionSnapshot {
  readonly space: KeySpaceSnapshot
  readonly ids: Uint32Array
  readonly values: Column
  readonly counts?: Uint32Array
  readonly times?: Float64Array
}

/** In `has` of a delta: the key was not there, or went and came again. */
export const CAME = 2

/** What a batch changes of one partition, by id: a value, or 0 in `has` where a key goes; keys that came in their order. */
export interface StateDelta {
  readonly ids: Uint32Array
  readonly values: readonly unknown[]
  readonly has: Uint8Array
  readonly time: number
}

export interface StateChange extends StateDelta {
  /** Where the keys are, when there is nothing before. */
  readonly space: KeySpacePartition
}

/** A partition by id, as a task reads it: the newest version, never to be changed by the reader. */
export interface StateView {
  readonly space: KeySpacePartition
  readonly values: ArrayLike<unknown>
  readonly has: ArrayLike<number>
  readonly times: ArrayLike<number>
  /** Ids in the order in which their keys came; below zero where there is none any more. */
  readonly order: ArrayLike<number>
}

/**
 * The seam to keyed state: panes, windows and states are columns (ids, values) per partition of a key space, in
 * versions (one per batch). A version is never changed; the next one replaces it.
 * Laws: what was put is read back until its version is removed; the ids of a version are held in their key space exactly
 * as long; `restore(checkpoint(v))` reads, scans and checkpoints as v does.
 */
export interface StateStore<Version extends object> {
  put(version: Version, partition: number, columns: KeyedColumns): void
  /**
   * Makes `version` of the one before it (none: of nothing) and what changed; costs what changed. The one before it is
   * the newest, and can be read as long as it is not removed.
   */
  update(
    version: Version,
    before: Version | undefined,
    partition: number,
    change: StateChange,
  ): void
  /** A partition of the newest version by id; undefined when it was never written. */
  view(version: Version, partition: number): StateView | undefined
  has(version: Version, partition: number): boolean
  read(version: Version, partition: number): KeyedColumns | undefined
  /** Drops all partitions of a version. */
  remove(version: Version): void
  /** Keys and values of a partition, in the order of its ids. */
  scan(version: Version, partition: number): Iterable<readonly [key: unknown, value: unknown]>
  checkpoint(version: Version): readonly (PartitionSnapshot | undefined)[]
  /** Puts a version from a checkpoint, over key spaces of its own. */
  restore(version: Version, partitions: readonly (PartitionSnapshot | undefined)[]): void
}
