import { toColumn } from '../../columns/column.ts'
import type { KeyedColumns, KeySpacePartition } from '../../columns/key-space.ts'
import type { StateDelta } from './state-store.ts'

/** What a batch overwrote: puts the version before it back. */
interface Undo {
  readonly ids: Uint32Array
  readonly values: readonly unknown[]
  readonly times: Float64Array
  readonly born: Float64Array
  readonly had: Uint8Array
  /** Ids that no version holds but the ones before. */
  readonly removed: Uint32Array
}

/** A version that is remembered, and how to get from it to the one before. */
export interface Logged {
  undo: Undo | undefined
  forgotten: boolean
}

const larger = <A extends Float64Array | Uint8Array>(
  array: A,
  limit: number,
  make: (n: number) => A,
): A => {
  if (array.length >= limit) return array
  const out = make(Math.max(limit, 2 * array.length))
  out.set(array)
  return out
}

/**
 * The newest state of one partition, by id, with an undo log: a batch costs what it changes and not what there is, and
 * the versions that somebody remembers can still be read.
 */
export class LiveState {
  readonly space: KeySpacePartition
  readonly values: unknown[] = []
  times = new Float64Array(0)
  has = new Uint8Array(0)
  /** Ids in the order in which their keys came; below zero where a key has gone. */
  order: number[] = []
  /** When a key came, as a count. */
  #born = new Float64Array(0)
  /** Where a key stands in the order. */
  #at = new Float64Array(0)
  #births = 0
  #dead = 0
  readonly #log: Logged[] = []

  constructor(space: KeySpacePartition) {
    this.space = space
  }

  /** Takes in columns as they are, in their order. */
  seed(ids: Uint32Array, values: ArrayLike<unknown>, times: Float64Array | undefined): void {
    this.#grow(this.space.table.idLimit)
    ids.forEach((id, i) => this.#set(id, values[i], times?.[i] ?? 0))
    this.space.hold(ids)
  }

  /** What there is becomes a version. */
  begin(): Logged {
    const logged = { undo: undefined, forgotten: false }
    this.#log.push(logged)
    return logged
  }

  /** The next version; what it is told by is to be given back to `columns` and `forget`. */
  apply({ ids, values, has, time }: StateDelta): Logged {
    const undo = this.#log.length === 0 ? undefined : this.#before(ids, has)
    this.#grow(this.space.table.idLimit)
    const born = new Uint32Array(ids.length)
    const removed = new Uint32Array(ids.length)
    let [births, deaths] = [0, 0]
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!
      const had = this.has[id] === 1
      if (has[i] !== 0 && !had) born[births++] = id
      if (has[i] === 0 && had) removed[deaths++] = id
      if (has[i] !== 1) this.#remove(id)
      if (has[i] !== 0) this.#set(id, values[i], time)
    }
    this.space.hold(born.subarray(0, births))
    if (undo === undefined) this.space.release(removed.subarray(0, deaths))
    this.#compact()
    const logged = { undo, forgotten: false }
    this.#log.push(logged)
    return logged
  }

  /** A version in the order in which its keys came. */
  columns(version: Logged): KeyedColumns {
    const at = this.#log.indexOf(version)
    const later = this.#log.slice(at + 1)
    return later.length === 0 ? this.#newest() : this.#older(later)
  }

  /** Nobody will read this version any more. */
  forget(version: Logged): void {
    version.forgotten = true
    while (this.#log.length > 1 && this.#log[0]!.forgotten) {
      this.#log.shift()
      this.#drop(this.#log[0]!)
    }
    if (this.#log.length === 1 && this.#log[0]!.forgotten) this.#end()
  }

  #drop(oldest: Logged): void {
    if (oldest.undo !== undefined) this.space.release(oldest.undo.removed)
    oldest.undo = undefined
  }

  /** The stream has gone. */
  #end(): void {
    this.#log.length = 0
    this.space.release(Uint32Array.from(this.order.filter((id) => id >= 0)))
    this.order = []
    this.has.fill(0)
  }

  #before(ids: Uint32Array, has: Uint8Array): Undo {
    const { length } = ids
    const [had, removed] = [new Uint8Array(length), new Uint32Array(length)]
    const [times, born] = [new Float64Array(length), new Float64Array(length)]
    const values: unknown[] = []
    let deaths = 0
    for (let i = 0; i < length; i++) {
      const id = ids[i]!
      // Ids beyond what there is room for came with this batch.
      const known = id < this.has.length
      had[i] = known ? this.has[id]! : 0
      times[i] = known ? this.times[id]! : 0
      born[i] = known ? this.#born[id]! : 0
      values.push(known ? this.values[id] : undefined)
      if (had[i] === 1 && has[i] === 0) removed[deaths++] = id
    }
    return { ids, had, values, times, born, removed: removed.slice(0, deaths) }
  }

  #grow(limit: number): void {
    this.times = larger(this.times, limit, (n) => new Float64Array(n))
    this.#born = larger(this.#born, limit, (n) => new Float64Array(n))
    this.#at = larger(this.#at, limit, (n) => new Float64Array(n))
    this.has = larger(this.has, limit, (n) => new Uint8Array(n))
    // Filled from the end of what there is, so that the array never has holes.
    for (let id = this.values.length; id < limit; id++) this.values.push(0)
  }

  #set(id: number, value: unknown, time: number): void {
    this.values[id] = value
    this.times[id] = time
    if (this.has[id] === 1) return
    this.has[id] = 1
    this.#born[id] = this.#births++
    this.#at[id] = this.order.length
    this.order.push(id)
  }

  #remove(id: number): void {
    if (this.has[id] !== 1) return
    this.has[id] = 0
    this.values[id] = 0
    this.order[this.#at[id]!] = -1
    this.#dead++
  }

  /** Takes the gone out of the order when they are the larger part, so that it costs nothing on average. */
  #compact(): void {
    if (this.#dead * 2 <= this.order.length) return
    this.order = this.order.filter((id) => id >= 0)
    this.order.forEach((id, i) => (this.#at[id] = i))
    this.#dead = 0
  }

  #newest(): KeyedColumns {
    const ids = Uint32Array.from(this.order.filter((id) => id >= 0))
    return this.#columns(
      ids,
      Array.from(ids, (id) => this.values[id]),
      Float64Array.from(ids, (id) => this.times[id]!),
    )
  }

  #columns(ids: Uint32Array, values: readonly unknown[], times: Float64Array): KeyedColumns {
    return { space: this.space, ids, values: toColumn(values), times }
  }

  #older(later: readonly Logged[]): KeyedColumns {
    const before = new Map<number, { undo: Undo; i: number }>()
    // From the newest back: what the oldest of them says of an id is what the version had.
    for (const { undo } of later.toReversed()) {
      undo!.ids.forEach((id, i) => before.set(id, { undo: undo!, i }))
    }
    const kept = this.order.filter((id) => id >= 0 && !before.has(id))
    const rows = kept.map((id) => ({
      id,
      born: this.#born[id]!,
      value: this.values[id],
      time: this.times[id]!,
    }))
    for (const [id, { undo, i }] of before) {
      if (undo.had[i] === 0) continue
      rows.push({ id, born: undo.born[i]!, value: undo.values[i], time: undo.times[i]! })
    }
    rows.sort((a, b) => a.born - b.born)
    return this.#columns(
      Uint32Array.from(rows, ({ id }) => id),
      rows.map(({ value }) => value),
      Float64Array.from(rows, ({ time }) => time),
    )
  }
}
