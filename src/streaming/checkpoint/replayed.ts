import { toColumn } from '../../columns/column.ts'
import { KeyTable } from '../../columns/key-table.ts'
import type { SavedChange, SavedColumns } from '../../rdd/saved-columns.ts'

/** One partition of a stream, as its records make it: keys keep the place in which they came. */
export class Replayed {
  readonly #table = new KeyTable()
  #order: number[] = []
  readonly #has: boolean[] = []
  readonly #values: unknown[] = []
  readonly #times: (number | undefined)[] = []
  readonly #counts: (number | undefined)[] = []

  constructor(columns: SavedColumns) {
    this.apply({ ...columns, gone: [] })
  }

  apply({ keys, values, counts, times, gone }: SavedChange): void {
    const left = new Set(gone.map((key) => this.#table.slot(key)))
    for (const id of left) this.#has[id] = false
    if (left.size > 0) this.#order = this.#order.filter((id) => !left.has(id))
    keys.forEach((key, i) => {
      const id = this.#table.slot(key)
      if (this.#has[id] !== true) this.#order.push(id)
      this.#has[id] = true
      this.#values[id] = values[i]
      this.#times[id] = times?.[i]
      this.#counts[id] = counts?.[i]
    })
  }

  columns(): SavedColumns {
    const ids = this.#order
    const times = ids.map((id) => this.#times[id])
    const counts = ids.map((id) => this.#counts[id])
    return {
      keys: ids.map((id) => this.#table.keys[id]),
      values: toColumn(ids.map((id) => this.#values[id])),
      ...(times.some((time) => time !== undefined) && {
        times: Float64Array.from(times, (time) => time ?? 0),
      }),
      ...(counts.some((count) => count !== undefined) && {
        counts: Uint32Array.from(counts, (count) => count ?? 1),
      }),
    }
  }
}
