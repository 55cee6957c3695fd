import { type KeyedColumns, KeySpacePartition } from '../../columns/key-space.ts'
import { LiveState, type Logged } from './live-state.ts'
import type { PartitionSnapshot, StateChange, StateStore, StateView } from './state-store.ts'

/** One version of a live state. */
class Written {
  readonly live: LiveState
  readonly #logged: Logged

  constructor(live: LiveState, logged: Logged) {
    this.live = live
    this.#logged = logged
  }

  columns(): KeyedColumns {
    return this.live.columns(this.#logged)
  }

  release(): void {
    this.live.forget(this.#logged)
  }
}

type Partitions = (KeyedColumns | Written | undefined)[]

/** State in memory. A version goes when it is removed, or when nothing refers to it any more. */
export class ColumnStore<Version extends object> implements StateStore<Version> {
  readonly #versions = new WeakMap<Version, Partitions>()
  readonly #collected = new FinalizationRegistry<Partitions>((kept) => release(kept))

  put(version: Version, partition: number, columns: KeyedColumns): void {
    columns.space.hold(columns.ids)
    const kept = this.#versions.get(version) ?? this.#begin(version)
    const before = kept[partition]
    kept[partition] = columns
    if (before !== undefined) releaseOne(before)
  }

  update(
    version: Version,
    before: Version | undefined,
    partition: number,
    { space, ...delta }: StateChange,
  ): void {
    const live = this.#liveOf(before, partition) ?? new LiveState(space)
    const kept = this.#versions.get(version) ?? this.#begin(version)
    kept[partition] = new Written(live, live.apply(delta))
  }

  view(version: Version, partition: number): StateView | undefined {
    return this.#liveOf(version, partition)
  }

  has(version: Version, partition: number): boolean {
    return this.#versions.get(version)?.[partition] !== undefined
  }

  read(version: Version, partition: number): KeyedColumns | undefined {
    const kept = this.#versions.get(version)?.[partition]
    return kept instanceof Written ? kept.columns() : kept
  }

  /** Columns that were put become live with the first change of them. */
  #liveOf(version: Version | undefined, partition: number): LiveState | undefined {
    const kept = version && this.#versions.get(version)?.[partition]
    if (kept === undefined || kept instanceof Written) return kept?.live
    const { space, ids, values, times } = kept
    const live = new LiveState(space)
    live.seed(ids, values, times)
    this.#versions.get(version!)![partition] = new Written(live, live.begin())
    space.release(ids)
    return live
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
    return kept
      .map((_, partition) => this.read(version, partition))
      .map(
        (columns) =>
          columns && {
            space: columns.space.snapshot(),
            ids: columns.ids,
            values: columns.values,
            ...(columns.counts !== undefined && { counts: columns.counts }),
            ...(columns.times !== undefined && { times: columns.times }),
          },
      )
  }

  restore(version: Version, partitions: readonly (PartitionSnapshot | undefined)[]): void {
    this.remove(version)
    for (const [partition, snapshot] of partitions.entries()) {
      if (snapshot === undefined) continue
      const { ids, values, counts, times } = snapshot
      // Holders are counted anew: only this version holds the ids of the restored space.
      const space = KeySpacePartition.restore({
        ...snapshot.space,
        holders: new Uint32Array(snapshot.space.ids.length),
      })
      this.put(version, partition, {
        space,
        ids,
        values,
        ...(counts !== undefined && { counts }),
        ...(times !== undefined && { times }),
      })
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

const releaseOne = (kept: KeyedColumns | Written): void => {
  if (kept instanceof Written) kept.release()
  else kept.space.release(kept.ids)
}

const release = (kept: Partitions): void => {
  for (const columns of kept) if (columns !== undefined) releaseOne(columns)
}
