type Met = Map<object, unknown>

/** Objects whose fields are computed know themselves what they are. */
const isComputed = (value: object): boolean =>
  Object.values(Object.getOwnPropertyDescriptors(value)).some(({ get, set }) => get ?? set)

const fill = (value: object, out: object, met: Met): object => {
  for (const [name, field] of Object.entries(value)) {
    // `__proto__` as a name of data must stay one.
    Object.defineProperty(out, name, {
      value: copy(field, met),
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }
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
  if (proto === Object.prototype || proto === null) {
    if (isComputed(value)) return value
    const out = Object.create(proto) as object
    met.set(value, out)
    return fill(value, out, met)
  }
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
