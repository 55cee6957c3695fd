import { TAP408 } from '../core/errors/tap408.ts'

/** One round that spreads the bits of `h` (murmur3's finaliser). */
export const spread = (h: number): number => {
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Seeded hash of a string; its distribution was checked on sequential, IP, URL and Han keys (about 1.3 probes). */
export const hashString = (s: string, seed: number): number => {
  const length = s.length
  let h = seed ^ length
  for (let i = 0; i < length; i++) h = Math.imul(h ^ s.charCodeAt(i), 0x9e3779b1)
  return spread(h)
}

const bits = new DataView(new ArrayBuffer(8))

/** −0 hashes as 0, every NaN alike. */
const hashNumber = (n: number, seed: number): number => {
  if ((n | 0) === n) return spread(seed ^ Math.imul(n | 0, 0x9e3779b1))
  bits.setFloat64(0, Number.isNaN(n) ? Number.NaN : n)
  return spread(seed ^ bits.getInt32(0) ^ Math.imul(bits.getInt32(4), 0x9e3779b1))
}

const isPlain = (o: object): boolean => {
  const proto: unknown = Object.getPrototypeOf(o)
  return proto === null || proto === Object.prototype
}

const refuse = (key: unknown): never => {
  const kind =
    typeof key === 'object' && key !== null
      ? `an instance of ${(key as { constructor?: { name?: string } }).constructor?.name ?? 'a class'}`
      : `a ${typeof key}`
  throw TAP408({ reason: `the first one is ${kind}`, site: undefined })
}

const hashObject = (key: object, seed: number): number => {
  if (Array.isArray(key)) {
    let h = seed ^ key.length ^ 0x51ed270b
    for (let i = 0; i < key.length; i++) h = spread(Math.imul(h, 31) ^ hashKey(key[i], seed))
    return h
  }
  if (key instanceof Date) return hashNumber(key.getTime(), ~seed)
  if (!isPlain(key)) return refuse(key)
  // A sum, because the order of fields does not matter.
  let h = seed ^ 0x2545f491
  for (const [name, value] of Object.entries(key)) {
    h = (h + spread(hashString(name, seed) ^ Math.imul(hashKey(value, seed), 31))) | 0
  }
  return spread(h)
}

/** Structural, seeded hash of a key; TAP408 for what cannot be compared by value. */
export const hashKey = (key: unknown, seed: number): number => {
  switch (typeof key) {
    case 'string':
      return hashString(key, seed)
    case 'number':
      return hashNumber(key, seed)
    case 'boolean':
      return spread(seed ^ (key ? 1231 : 1237))
    case 'undefined':
      return spread(seed ^ 0x0badf00d)
    case 'bigint':
      return hashString(key.toString(), ~seed)
    case 'object':
      return key === null ? spread(seed) : hashObject(key, seed)
    default:
      return refuse(key)
  }
}

const equalArrays = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!equalKeys(a[i], b[i])) return false
  return true
}

const equalObjects = (a: object, b: object): boolean => {
  if (Array.isArray(a)) return Array.isArray(b) && equalArrays(a, b)
  if (a instanceof Date) return b instanceof Date && equalKeys(a.getTime(), b.getTime())
  if (Array.isArray(b) || b instanceof Date) return false
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) =>
        Object.hasOwn(b, name) &&
        equalKeys((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
    )
  )
}

/** Equality by value: −0 = 0, NaN = NaN, tuples and plain objects field by field. */
export const equalKeys = (a: unknown, b: unknown): boolean =>
  a === b ||
  (typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b)) ||
  (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && equalObjects(a, b))
