import { nearest } from './nearest.ts'
import type { CallSite } from './errors/tap-error.ts'
import { TAP108 } from './errors/tap108.ts'

/** An object literal, which carries options; arrays, class instances and functions are data. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === null || proto === Object.prototype
}

/**
 * Optional arguments come by position, or by name in one last plain object. `given` starts with the first optional
 * argument; the result has one value per name. An unknown name is refused with the nearest one.
 */
export const optional = (
  method: string,
  names: readonly string[],
  given: readonly unknown[],
  site: () => CallSite | undefined,
): unknown[] => {
  const last = given.at(-1)
  if (!isPlainObject(last)) return names.map((_, i) => given[i])
  const values = names.map((_, i) => (i < given.length - 1 ? given[i] : undefined))
  for (const [name, value] of Object.entries(last)) {
    const i = names.indexOf(name)
    if (i < 0) {
      throw TAP108({ method, name, nearest: nearest(name, names), known: names, site: site() })
    }
    values[i] = value
  }
  return values
}
