import { Group } from '../../core/group.ts'

/** A value with more parts than this is not looked at: its copies would cost more than the check is worth. */
const MOST_PARTS = 10_000

const PROTOTYPES: ReadonlySet<unknown> = new Set([
  null,
  Object.prototype,
  Array.prototype,
  Group.prototype,
  Map.prototype,
  Set.prototype,
  Date.prototype,
  Uint8Array.prototype,
  Float64Array.prototype,
  Buffer.prototype,
])

const partsOf = (value: object): Iterable<unknown> => {
  if (ArrayBuffer.isView(value)) return []
  if (value instanceof Map) return [...value].flat()
  return value instanceof Set ? value : Object.values(value)
}

/** Nothing in it but data: no functions, and no instances of classes, whose methods a clone would not have. */
const isData = (value: unknown): boolean => {
  const pending = [value]
  const met = new Set<object>()
  let parts = 0
  for (; pending.length > 0; parts++) {
    const next = pending.pop()
    if (parts > MOST_PARTS || typeof next === 'function' || typeof next === 'symbol') return false
    if (typeof next !== 'object' || next === null || met.has(next)) continue
    if (!PROTOTYPES.has(Object.getPrototypeOf(next))) return false
    met.add(next)
    for (const part of partsOf(next)) pending.push(part)
  }
  return true
}

/** Thrown where a value cannot be cloned: then there is no check. */
export class Uncloneable extends Error {}

/**
 * A structured clone, so that nothing of the user's is ever changed by a check.
 * @throws Uncloneable for what is more than data
 */
export const cloned = <T>(value: T): T => {
  if (typeof value === 'function' || typeof value === 'symbol') throw new Uncloneable()
  if (typeof value !== 'object' || value === null) return value
  if (!isData(value)) throw new Uncloneable()
  return structuredClone(value)
}
