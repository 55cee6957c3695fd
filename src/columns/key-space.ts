import { KeyTable } from './key-table.ts'
import type { Column } from './column.ts'

/** Rows over a key space: `values[i]` belongs to the key with id `ids[i]`. Never changed once made. */
export interface KeyedColumns {
  readonly space: KeySpacePartition
  readonly ids: Uint32Array
  readonly values: Column
  /** In windows with an inverse: in how many panes of the window the key is. */
  readonly counts?: Uint32Array
  /** In state with timeouts: the batch of the last sign of life. */
  readonly times?: Float64Array
}

/** What a snapshot of one partition keeps; plain data over ArrayBuffers, hash array included. */
export interface KeySpaceSnapshot {
  readonly seed: number
  readonly idLimit: number
  readonly ids: Uint32Array
  readonly hashes: Int32Array
  readonly keys: readonly unknown[]
  readonly holders: Uint32Array
}

const grown = <A extends Uint32Array | Int32Array>(
  array: A,
  length: number,
  make: (n: number) => A,
): A => {
  let capacity = Math.max(256, array.length)
  while (capacity < length) capacity *= 2
  const out = make(capacity)
  out.set(array)
  return out
}

/**
 * The keys of one partition of a keyed stream. All panes and state of the stream share the ids.
 * Law: an id lives while it has holders (panes, state, versions that can be rebuilt); at 0 it is freed and used again.
 */
export class KeySpacePartition {
  readonly table: KeyTable
  #holders = new Uint32Array(256)
  #scratch = new Int32Array(256)
  /**
   * Holders of an array of ids beyond the first, which alone is counted id by id (and alone stands in a snapshot):
   * versions of a state in which no key came or went share theirs.
   */
  readonly #sharers = new WeakMap<Uint32Array, number>()

  constructor(table = new KeyTable()) {
    this.table = table
  }

  /** One Int32 per id, all zero between tasks; a kernel leaves it as it found it. */
  scratch(idLimit: number): Int32Array {
    if (this.#scratch.length < idLimit) {
      this.#scratch = grown(this.#scratch, idLimit, (n) => new Int32Array(n))
    }
    return this.#scratch
  }

  /** After a kernel was interrupted by an error. */
  clearScratch(): void {
    this.#scratch.fill(0)
  }

  /** Whoever holds an array of ids does not change it. */
  hold(ids: Uint32Array): void {
    const sharers = this.#sharers.get(ids)
    if (sharers !== undefined) {
      this.#sharers.set(ids, sharers + 1)
      return
    }
    this.#sharers.set(ids, 0)
    const limit = this.table.idLimit
    if (this.#holders.length < limit) {
      this.#holders = grown(this.#holders, limit, (n) => new Uint32Array(n))
    }
    const holders = this.#holders
    for (let i = 0; i < ids.length; i++) holders[ids[i]!]!++
  }

  release(ids: Uint32Array): void {
    const sharers = this.#sharers.get(ids) ?? 0
    if (sharers > 0) {
      this.#sharers.set(ids, sharers - 1)
      return
    }
    this.#sharers.delete(ids)
    const holders = this.#holders
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!
      if (--holders[id]! === 0) this.table.remove(id)
    }
  }

  /** Forgets the ids that an abandoned task took in and nobody holds. */
  sweep(): void {
    const live = this.table.liveIds()
    for (let i = 0; i < live.length; i++) {
      if ((this.#holders[live[i]!] ?? 0) === 0) this.table.remove(live[i]!)
    }
  }

  holdersOf(id: number): number {
    return this.#holders[id] ?? 0
  }

  snapshot(): KeySpaceSnapshot {
    const ids = this.table.liveIds()
    const hashes = this.table.hashesById()
    const holders = this.#holders
    return {
      seed: this.table.seed,
      idLimit: this.table.idLimit,
      ids,
      hashes: Int32Array.from(ids, (id) => hashes[id]!),
      keys: Array.from(ids, (id) => this.table.keys[id]),
      holders: Uint32Array.from(ids, (id) => holders[id] ?? 0),
    }
  }

  static restore(from: KeySpaceSnapshot): KeySpacePartition {
    const entries = Array.from(from.ids, (id, i) => [id, from.keys[i], from.hashes[i]!] as const)
    const partition = new KeySpacePartition(KeyTable.restore(from.seed, from.idLimit, entries))
    partition.#holders = grown(partition.#holders, from.idLimit, (n) => new Uint32Array(n))
    from.ids.forEach((id, i) => (partition.#holders[id] = from.holders[i]!))
    return partition
  }
}

/** The keys of a keyed stream, partition by partition. To everyone but `columns` and `exec` an opaque token. */
export class KeySpace {
  readonly #partitions: KeySpacePartition[] = []
  /** How many keys the last map task that fed it met. */
  lately = 0

  partition(index: number): KeySpacePartition {
    return (this.#partitions[index] ??= new KeySpacePartition())
  }
}
