import { type KeyedColumns, KeySpacePartition } from '../../columns/key-space.ts'
import type { PartitionSnapshot, StateStore } from './state-store.ts'

type Partitions = (KeyedColumns | undefined)[]

/** State in memory. A version goes when it is removed, or when nothing refers to it any more. */
export class ColumnStore<Version extends object> implements StateStore<Version> {
  readonly #versions = new WeakMap<Version, Partitions>()
  readonly #collected = new FinalizationRegistry<Partitions>((kept) => release(kept))

  put(version: Version, partition: number, columns: KeyedColumns): void {
    columns.space.hold(columns.ids)
    const kept = this.#versions.get(version) ?? this.#begin(version)
    const before = kept[partition]
    kept[partition] = columns
    before?.space.release(before.ids)
  }

  read(version: Version, partition: number): KeyedColumns | undefined {
    return this.#versions.get(version)?.[partition]
  }

  remove(version: Version): void {
    const kept = this.#versions.get(version)
    if (kept === undefined) return
    this.#versions.delete(version)
    this.#collected.unregister(kept)
    release(kept)
  }

  *scan(version: Version, partition: number): Iterable<readonly [unknown, unknown]> {
    const columns = this.read(version, partition)
    if (columns === undefined) return
    const { ids, values, space } = columns
    for (let i = 0; i < ids.length; i++) yield [space.table.keys[ids[i]!], values[i]]
  }

  checkpoint(version: Version): readonly (PartitionSnapshot | undefined)[] {
    const kept = this.#versions.get(version) ?? []
    return kept.map(
      (columns) =>
        columns && {
          space: columns.space.snapshot(),
          ids: columns.ids,
          values: columns.values,
          ...(columns.counts !== undefined && { counts: columns.counts }),
        },
    )
  }

  restore(version: Version, partitions: readonly (PartitionSnapshot | undefined)[]): void {
    this.remove(version)
    for (const [partition, snapshot] of partitions.entries()) {
      if (snapshot === undefined) continue
      const { ids, values, counts } = snapshot
      // Holders are counted anew: only this version holds the ids of the restored space.
      const space = KeySpacePartition.restore({
        ...snapshot.space,
        holders: new Uint32Array(snapshot.space.ids.length),
      })
      this.put(version, partition, { space, ids, values, ...(counts !== undefined && { counts }) })
      space.sweep()
    }
  }

  #begin(version: Version): Partitions {
    const kept: Partitions = []
    this.#versions.set(version, kept)
    this.#collected.register(version, kept, kept)
    return kept
  }
}

const release = (kept: Partitions): void => {
  for (const columns of kept) columns?.space.release(columns.ids)
}
