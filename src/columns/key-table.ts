import { equalKeys, hashKey, hashString } from './structural.ts'
import { flat } from './flat.ts'

/** Differs in every process, so that nobody can prepare colliding keys. */
export const PROCESS_SEED = (Math.random() * 0x1_0000_0000) | 0

/** Beyond so many probes the keys are hostile (or the hash unlucky): a Map takes over as index. */
const TOO_MANY_PROBES = 64

const FIRST_CAPACITY = 256

/** A table of more slots lies outside the caches nearest to the processor; below, touching ahead costs more than it saves. */
const LARGE = 1 << 19
/** What so many keys touch fits. */
const AHEAD = 256
/** Keeps the loads of `#touch` from being left out. */
const TOUCHED = new Int32Array(1)

/**
 * Maps keys to dense ids 0, 1, 2… by an open-addressing table with linear probing (load at most one half), half the
 * time of a `Map`. Keys compare by value. Ids of removed keys are used again.
 * Law: `keys[id]` is the key of a live id; a live key has one id.
 */
export class KeyTable {
  readonly seed: number
  readonly keys: unknown[] = []
  /** Per slot: hash, and id + 1 (0 = empty). */
  #hashes: Int32Array
  #ids: Int32Array
  #mask: number
  #live = 0
  readonly #free: number[] = []
  readonly #own: boolean
  #map: Map<number, number[]> | undefined

  /** `own`: keys get memory of their own; a table of short life leaves them in the blocks that they were cut from. */
  constructor(seed: number = PROCESS_SEED, capacity: number = FIRST_CAPACITY, own = true) {
    this.seed = seed
    this.#own = own
    this.#hashes = new Int32Array(capacity)
    this.#ids = new Int32Array(capacity)
    this.#mask = capacity - 1
  }

  /** For the stage before a key space, which takes the keys in: about so many are expected. */
  static passing(keys: number): KeyTable {
    let capacity = FIRST_CAPACITY
    while (capacity < 2 * keys) capacity *= 2
    return new KeyTable(PROCESS_SEED, capacity, false)
  }

  /** Ids ever given out and not removed are below this. */
  get idLimit(): number {
    return this.keys.length
  }

  get size(): number {
    return this.#live
  }

  hash(key: unknown): number {
    return typeof key === 'string' ? hashString(key, this.seed) : hashKey(key, this.seed)
  }

  /** The id of `key`, which is taken in if it is new. */
  slot(key: unknown): number {
    return typeof key === 'string'
      ? this.#slotString(key, hashString(key, this.seed))
      : this.#slotOther(key, hashKey(key, this.seed))
  }

  /** `slot` for a key whose hash (with this table's seed) is known already. */
  slotHashed(key: unknown, hash: number): number {
    return typeof key === 'string' ? this.#slotString(key, hash) : this.#slotOther(key, hash)
  }

  /**
   * `slotHashed` for the keys from `from` to `to`. What a large table looks at lies all over the memory: it is touched
   * for many keys first, whose misses are then waited for together and not one after the other.
   */
  slotAll(
    keys: readonly unknown[],
    hashes: Int32Array,
    ids: Uint32Array,
    { from = 0, to = keys.length }: { from?: number; to?: number } = {},
  ): void {
    for (let start = from; start < to; start += AHEAD) {
      const end = Math.min(start + AHEAD, to)
      if (this.#mask > LARGE) this.#touch(hashes, start, end)
      for (let i = start; i < end; i++) ids[i] = this.slotHashed(keys[i], hashes[i]!)
    }
  }

  /** Loops of their own, because only loads that do not wait for each other are under way at the same time. */
  #touch(hashes: Int32Array, from: number, to: number): void {
    const mask = this.#mask
    const near = new Int32Array(AHEAD)
    let touched = 0
    for (let i = from; i < to; i++) {
      const j = hashes[i]! & mask
      near[i - from] = this.#ids[j]!
      touched ^= this.#hashes[j]!
    }
    for (let n = 0; n < to - from; n++) {
      const key = this.keys[near[n]! - 1]
      if (typeof key === 'string') touched ^= key.length
    }
    TOUCHED[0] = touched
  }

  /** The id of `key`, or -1. */
  find(key: unknown): number {
    const hash = this.hash(key)
    if (this.#map !== undefined) return this.#findInMap(key, hash) ?? -1
    for (let j = hash & this.#mask; ; j = (j + 1) & this.#mask) {
      const id = this.#ids[j]! - 1
      if (id < 0) return -1
      if (this.#hashes[j] === hash && equalKeys(this.keys[id], key)) return id
    }
  }

  #slotString(key: string, hash: number): number {
    if (this.#map !== undefined) return this.#slotInMap(key, hash)
    const mask = this.#mask
    const hashes = this.#hashes
    const ids = this.#ids
    let j = hash & mask
    for (let probes = 0; ; probes++) {
      const id = ids[j]!
      if (id === 0) break
      if (hashes[j] === hash && this.keys[id - 1] === key) return id - 1
      if (probes > TOO_MANY_PROBES) return this.#toMap(key, hash)
      j = (j + 1) & mask
    }
    return this.#insert(this.#own ? flat(key) : key, hash, j)
  }

  #slotOther(key: unknown, hash: number): number {
    if (this.#map !== undefined) return this.#slotInMap(key, hash)
    let j = hash & this.#mask
    for (let probes = 0; ; probes++) {
      const id = this.#ids[j]!
      if (id === 0) break
      if (this.#hashes[j] === hash && equalKeys(this.keys[id - 1], key)) return id - 1
      if (probes > TOO_MANY_PROBES) return this.#toMap(key, hash)
      j = (j + 1) & this.#mask
    }
    return this.#insert(key, hash, j)
  }

  #newId(key: unknown): number {
    const id: number = this.#free.pop() ?? this.keys.length
    this.keys[id] = key
    this.#live++
    return id
  }

  #insert(key: unknown, hash: number, j: number): number {
    const id = this.#newId(key)
    this.#hashes[j] = hash
    this.#ids[j] = id + 1
    if (this.#live * 2 > this.#mask + 1) this.#resize((this.#mask + 1) * 2)
    return id
  }

  #resize(capacity: number): void {
    const oldHashes = this.#hashes
    const oldIds = this.#ids
    const mask = capacity - 1
    const hashes = new Int32Array(capacity)
    const ids = new Int32Array(capacity)
    for (let i = 0; i < oldIds.length; i++) {
      const id = oldIds[i]!
      if (id === 0) continue
      let j = oldHashes[i]! & mask
      while (ids[j] !== 0) j = (j + 1) & mask
      hashes[j] = oldHashes[i]!
      ids[j] = id
    }
    this.#hashes = hashes
    this.#ids = ids
    this.#mask = mask
  }

  /** Frees the id of a key; by shifting back what was pushed behind it, so that no tombstones remain. */
  remove(id: number): void {
    const key = this.keys[id]
    const hash = this.hash(key)
    this.#live--
    this.#free.push(id)
    this.keys[id] = undefined
    if (this.#map !== undefined) {
      const ids = this.#map.get(hash)!
      ids.splice(ids.indexOf(id), 1)
      if (ids.length === 0) this.#map.delete(hash)
      return
    }
    const mask = this.#mask
    let gap = hash & mask
    while (this.#ids[gap] !== id + 1) gap = (gap + 1) & mask
    for (let j = (gap + 1) & mask; this.#ids[j] !== 0; j = (j + 1) & mask) {
      const home = this.#hashes[j]! & mask
      if (((j - home) & mask) < ((j - gap) & mask)) continue
      this.#hashes[gap] = this.#hashes[j]!
      this.#ids[gap] = this.#ids[j]!
      gap = j
    }
    this.#ids[gap] = 0
  }

  /** Hash of every live id, by id; what crosses a stage or goes to disk carries them along. */
  hashesById(): Int32Array {
    const out = new Int32Array(this.keys.length)
    if (this.#map !== undefined) {
      for (const [hash, ids] of this.#map) for (const id of ids) out[id] = hash
      return out
    }
    for (let j = 0; j < this.#ids.length; j++) {
      if (this.#ids[j] !== 0) out[this.#ids[j]! - 1] = this.#hashes[j]!
    }
    return out
  }

  /** Live ids in ascending order. */
  liveIds(): Uint32Array {
    const dead = new Set(this.#free)
    const out = new Uint32Array(this.#live)
    let n = 0
    for (let id = 0; id < this.keys.length; id++) if (!dead.has(id)) out[n++] = id
    return out
  }

  #findInMap(key: unknown, hash: number): number | undefined {
    return this.#map!.get(hash)?.find((id) => equalKeys(this.keys[id], key))
  }

  #slotInMap(key: unknown, hash: number): number {
    const found = this.#findInMap(key, hash)
    if (found !== undefined) return found
    const id = this.#newId(typeof key === 'string' && this.#own ? flat(key) : key)
    const ids = this.#map!.get(hash)
    if (ids === undefined) this.#map!.set(hash, [id])
    else ids.push(id)
    return id
  }

  #toMap(key: unknown, hash: number): number {
    const map = new Map<number, number[]>()
    for (let j = 0; j < this.#ids.length; j++) {
      const id = this.#ids[j]! - 1
      if (id < 0) continue
      const ids = map.get(this.#hashes[j]!)
      if (ids === undefined) map.set(this.#hashes[j]!, [id])
      else ids.push(id)
    }
    this.#map = map
    return this.#slotInMap(key, hash)
  }

  /** Takes in a key under a given id, as a snapshot recorded it. */
  static restore(
    seed: number,
    idLimit: number,
    entries: Iterable<readonly [number, unknown, number]>,
  ): KeyTable {
    const list = [...entries]
    let capacity = FIRST_CAPACITY
    while (capacity < list.length * 2) capacity *= 2
    const table = new KeyTable(seed, capacity)
    table.keys.length = idLimit
    const live = new Set<number>()
    for (const [id, key, hash] of list) {
      table.keys[id] = key
      live.add(id)
      let j = hash & table.#mask
      while (table.#ids[j] !== 0) j = (j + 1) & table.#mask
      table.#hashes[j] = hash
      table.#ids[j] = id + 1
    }
    table.#live = list.length
    for (let id = idLimit - 1; id >= 0; id--) if (!live.has(id)) table.#free.push(id)
    return table
  }
}
