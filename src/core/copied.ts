type Met = Map<object, unknown>

/** Objects whose fields are computed know themselves what they are. */
const isComputed = (value: object): boolean => {
  for (const name of Object.getOwnPropertyNames(value)) {
    const { get, set } = Object.getOwnPropertyDescriptor(value, name)!
    if ((get ?? set) !== undefined) return true
  }
  return false
}

const put = (out: Record<string, unknown>, name: string, value: unknown): void => {
  if (name !== '__proto__') out[name] = value
  // As a name of data it must stay one.
  else
    Object.defineProperty(out, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    })
}

const emptyLike = (value: object): Record<string, unknown> =>
  Object.getPrototypeOf(value) === null ? (Object.create(null) as Record<string, unknown>) : {}

const copyPlain = (value: object, met: Met): object => {
  if (isComputed(value)) return value
  const out = emptyLike(value)
  met.set(value, out)
  for (const [name, field] of Object.entries(value)) put(out, name, copy(field, met))
  return out
}

const copyArray = (items: readonly unknown[], proto: object, met: Met): unknown[] => {
  const out: unknown[] = Array.from({ length: items.length })
  if (proto !== Array.prototype) Object.setPrototypeOf(out, proto)
  met.set(items, out)
  for (let i = 0; i < items.length; i++) out[i] = copy(items[i], met)
  return out
}

const copyObject = (value: object, met: Met): unknown => {
  const proto = Object.getPrototypeOf(value) as object | null
  if (Array.isArray(value)) return copyArray(value, proto!, met)
  if (proto === Object.prototype || proto === null) return copyPlain(value, met)
  if (proto === Map.prototype) {
    const out = new Map<unknown, unknown>()
    met.set(value, out)
    for (const [k, v] of value as Map<unknown, unknown>) out.set(copy(k, met), copy(v, met))
    return out
  }
  if (proto === Set.prototype) {
    const out = new Set<unknown>()
    met.set(value, out)
    for (const item of value as Set<unknown>) out.add(copy(item, met))
    return out
  }
  return proto === Date.prototype ? new Date(value as Date) : value
}

const copy = (value: unknown, met: Met): unknown => {
  if (typeof value !== 'object' || value === null) return value
  return met.get(value) ?? copyObject(value, met)
}

const isFlat = (items: readonly unknown[]): boolean =>
  items.every((item) => typeof item !== 'object' || item === null)

/**
 * A value of which the parts that a user's function may change (arrays, plain objects, Maps, Sets) are its own; parts
 * that were one are one again, also in cycles. Instances of classes, and objects with accessors, are shared: only
 * they know how to copy themselves.
 */
export const copied = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  const isList = Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype
  if (isList && isFlat(value)) return value.slice() as T
  return copy(value, new Map()) as T
}
