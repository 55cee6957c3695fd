const DEEPEST = 100

const copy = (value: unknown, depth: number): unknown => {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value
  const inner = (x: unknown): unknown => copy(x, depth + 1)
  const proto: unknown = Object.getPrototypeOf(value)
  if (Array.isArray(value)) {
    const items = value.map(inner)
    return proto === Array.prototype ? items : Object.setPrototypeOf(items, proto as object)
  }
  if (proto === Object.prototype || proto === null) {
    const out = Object.create(proto) as Record<string, unknown>
    for (const [name, field] of Object.entries(value)) out[name] = inner(field)
    return out
  }
  if (proto === Map.prototype) {
    return new Map([...(value as Map<unknown, unknown>)].map(([k, v]) => [inner(k), inner(v)]))
  }
  if (proto === Set.prototype) return new Set([...(value as Set<unknown>)].map(inner))
  return proto === Date.prototype ? new Date(value as Date) : value
}

/**
 * A value of which the parts that a user's function may change (arrays, plain objects, Maps, Sets) are its own.
 * Instances of classes are shared: only their class knows how to copy them.
 */
export const copied = <T>(value: T): T => copy(value, 0) as T
