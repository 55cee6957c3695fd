import { type Column, toColumn } from '../../columns/column.ts'
import { type KeyTable, PROCESS_SEED } from '../../columns/key-table.ts'
import { hashKey } from '../../columns/structural.ts'
import type { Slices } from '../scheduler/slice.ts'

/** What one map task has for one reduce partition: aligned keys, their hashes (process seed) and values. */
export interface KeyedBlock {
  readonly keys: readonly unknown[]
  readonly hashes: Int32Array
  readonly values: Column
}

/** One entry per reduce partition: columns when values were combined per key, rows when elements move as they are. */
export type MapOutput = readonly KeyedBlock[] | readonly (readonly unknown[])[]

const ONE_KEY: readonly unknown[] = Object.freeze([null])
const ONE_HASH = Int32Array.of(hashKey(null, PROCESS_SEED))

/** A number under the one key null. */
export const countBlock = (n: number): KeyedBlock => ({
  keys: ONE_KEY,
  hashes: ONE_HASH,
  values: Float64Array.of(n),
})

/** Cuts what a map task aggregated by the partitions of its keys; each key is placed once. */
export const cutByKey = async (
  table: KeyTable,
  values: readonly unknown[],
  { numPartitions, place }: { numPartitions: number; place: (key: unknown) => number },
  slices: Slices,
): Promise<KeyedBlock[]> => {
  const hashes = table.hashesById()
  if (numPartitions === 1) {
    return [{ keys: table.keys, hashes, values: toColumn(values) }]
  }
  const parts = Array.from({ length: numPartitions }, () => ({
    keys: [] as unknown[],
    hashes: [] as number[],
    values: [] as unknown[],
  }))
  for (let id = 0; id < values.length; id++) {
    const part = parts[place(table.keys[id])]!
    part.keys.push(table.keys[id])
    part.hashes.push(hashes[id]!)
    part.values.push(values[id])
    if ((id & 1023) === 1023) await slices.pause()
  }
  return parts.map((part) => ({
    keys: part.keys,
    hashes: Int32Array.from(part.hashes),
    values: toColumn(part.values),
  }))
}
