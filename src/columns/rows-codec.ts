import { deserialize, serialize } from 'node:v8'
import { asGroup, Group } from '../core/group.ts'

/** Kinds of which Node's structured clone gives back the same. */
const CLONED: ReadonlySet<unknown> = new Set([
  Object.prototype,
  Array.prototype,
  Map.prototype,
  Set.prototype,
  Date.prototype,
  ArrayBuffer.prototype,
  ...[Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array].map(
    (kind) => kind.prototype,
  ),
  ...[Float32Array, Float64Array, BigInt64Array, BigUint64Array, Uint8ClampedArray].map(
    (kind) => kind.prototype,
  ),
  Buffer.prototype,
])

const partsOf = (value: object): unknown[] | undefined => {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return []
  if (Object.getOwnPropertySymbols(value).length > 0) return undefined
  const fields = Object.values(Object.getOwnPropertyDescriptors(value))
  if (
    fields.some(
      ({ get, set, enumerable }) =>
        (get ?? set) !== undefined || (!enumerable && !Array.isArray(value)),
    )
  ) {
    return undefined
  }
  const values = fields.map((field) => field.value as unknown)
  if (value instanceof Map) return [...values, ...[...value].flat()]
  return value instanceof Set ? [...values, ...value] : values
}

/** The groups in what is to be written; undefined when something in it would come back as something else. */
const groupsIn = (root: unknown): Group<unknown>[] | undefined => {
  const groups: Group<unknown>[] = []
  const seen = new Set<unknown>()
  const pending = [root]
  for (
    let value = pending.pop();
    pending.length > 0 || value !== undefined;
    value = pending.pop()
  ) {
    if (typeof value === 'function' || typeof value === 'symbol') return undefined
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const proto = Object.getPrototypeOf(value) as unknown
    if (proto === Group.prototype) groups.push(value as Group<unknown>)
    else if (!CLONED.has(proto)) return undefined
    const parts = partsOf(value)
    if (parts === undefined) return undefined
    for (const part of parts) pending.push(part)
  }
  return groups
}

/**
 * Rows as bytes. Undefined when a row holds what bytes cannot hold (functions, instances of classes, accessors): such
 * rows are computed again instead.
 */
export const encodeRows = (rows: readonly unknown[]): Uint8Array | undefined => {
  const groups = groupsIn(rows)
  // Structured clone makes plain arrays of groups, but keeps who is who: the list tells which ones they were.
  return groups && serialize([rows, groups])
}

export const decodeRows = (bytes: Uint8Array): readonly unknown[] => {
  const [rows, groups] = deserialize(bytes) as [unknown[], unknown[][]]
  for (const group of groups) asGroup(group)
  return rows
}
