const TOLERANCE = 1e-9

const fieldOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined

/**
 * Relative to the results and to what they were made of: where numbers cancel each other out, rounding is as large as
 * they were.
 */
const isClose = (x: number, y: number, made: readonly unknown[]): boolean => {
  if (Object.is(x, y) || x === y) return true
  const sizes = [x, y, ...made].filter((n) => typeof n === 'number' && Number.isFinite(n))
  const largest = Math.max(...(sizes as number[]).map(Math.abs))
  return Math.abs(x - y) <= TOLERANCE * largest
}

const sameFields = (x: object, y: object, made: readonly unknown[]): boolean => {
  const keys = Object.keys(x)
  if (keys.length !== Object.keys(y).length) return false
  return keys.every(
    (key) =>
      Object.hasOwn(y, key) &&
      isSame(
        fieldOf(x, key),
        fieldOf(y, key),
        made.map((m) => fieldOf(m, key)),
      ),
  )
}

const sameMap = (x: Map<unknown, unknown>, y: unknown, made: readonly unknown[]): boolean =>
  y instanceof Map &&
  x.size === y.size &&
  [...x].every(([key, value]) => {
    const before = made.map((m) => (m instanceof Map ? (m.get(key) as unknown) : undefined))
    return y.has(key) && isSame(value, y.get(key), before)
  })

/** By membership where the members have an identity; else one beside the other. */
const sameSet = (x: Set<unknown>, y: unknown): boolean => {
  if (!(y instanceof Set) || x.size !== y.size) return false
  return [...x].every((item) => y.has(item)) || isSame([...x], [...y])
}

/**
 * Do two values say the same? Deep; numbers by a relative tolerance of 1e-9. `made` are the values that both were made
 * of. Functions are never told apart.
 */
export const isSame = (x: unknown, y: unknown, made: readonly unknown[] = []): boolean => {
  if (typeof x === 'number' && typeof y === 'number') return isClose(x, y, made)
  if (Object.is(x, y) || (typeof x === 'function' && typeof y === 'function')) return true
  if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) return false
  if (x instanceof Map) return sameMap(x, y, made)
  if (x instanceof Set) return sameSet(x, y)
  if (x instanceof Date) return y instanceof Date && x.getTime() === y.getTime()
  return Array.isArray(x) === Array.isArray(y) && sameFields(x, y, made)
}
