import type { KeyedColumns } from '../../columns/key-space.ts'
import type { SavedChange, SavedColumns } from '../../rdd/saved-columns.ts'
import { pairsOf } from '../shuffle/pairs.ts'

/** Columns by their keys. */
export const savedColumns = (columns: KeyedColumns): SavedColumns => {
  const { keys, values } = pairsOf(columns)
  const { counts, times } = columns
  return {
    keys,
    values,
    ...(counts !== undefined && { counts }),
    ...(times !== undefined && { times }),
  }
}

const isPlain = ({ times, counts }: KeyedColumns): boolean =>
  times === undefined && counts === undefined

/** Versions with the same array of ids have the same keys in the same order. */
const changedValues = ({ values: old }: KeyedColumns, after: KeyedColumns): SavedChange => {
  const { ids, values, space } = after
  const change = { keys: [] as unknown[], values: [] as unknown[], gone: [] as unknown[] }
  for (let i = 0; i < ids.length; i++) {
    if (Object.is(old[i], values[i])) continue
    change.keys.push(space.table.keys[ids[i]!])
    change.values.push(values[i])
  }
  return change
}

/** Columns over one key space: what has to be said of the later ones to whoever knows the earlier. */
export const changeBetween = (before: KeyedColumns, after: KeyedColumns): SavedChange => {
  if (before.ids === after.ids && isPlain(before) && isPlain(after)) {
    return changedValues(before, after)
  }
  const { space } = after
  const { keys } = space.table
  const place = space.scratch(space.table.idLimit)
  for (let i = 0; i < before.ids.length; i++) place[before.ids[i]!] = i + 1
  const change = { keys: [] as unknown[], values: [] as unknown[], gone: [] as unknown[] }
  const times: number[] = []
  const counts: number[] = []
  for (let i = 0; i < after.ids.length; i++) {
    const id = after.ids[i]!
    const was = place[id]! - 1
    place[id] = 0
    const time = after.times?.[i]
    const count = after.counts?.[i]
    const same = was >= 0 && Object.is(before.values[was], after.values[i])
    if (same && time === before.times?.[was] && count === before.counts?.[was]) continue
    change.keys.push(keys[id])
    change.values.push(after.values[i])
    if (time !== undefined) times.push(time)
    if (count !== undefined) counts.push(count)
  }
  for (let i = 0; i < before.ids.length; i++) {
    const id = before.ids[i]!
    if (place[id] === 0) continue
    change.gone.push(keys[id])
    place[id] = 0
  }
  return {
    ...change,
    ...(after.times !== undefined && { times: Float64Array.from(times) }),
    ...(after.counts !== undefined && { counts: Uint32Array.from(counts) }),
  }
}
