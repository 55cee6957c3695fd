import { Group } from '../group.ts'
import { isPlainObject } from '../options.ts'
import type { Dialect, Entry, Shape } from './dialect.ts'
import { numberText } from './number-text.ts'
import { classNameOf, ownTextOf } from './own-text.ts'

/** The containers around the value being written: one of them again means that a value holds itself. */
type Path = readonly object[]

/** Writes `value` as it stands inside something else. */
export const textOf = (value: unknown, dialect: Dialect, path: Path = []): string => {
  if (typeof value === 'string') return dialect.string(value)
  if (typeof value === 'number') return numberText(value)
  if (value === null || value === undefined) return dialect.none
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'object') return objectText(value, dialect, path)
  if (typeof value === 'function') return `<function ${value.name || '(anonymous)'}>`
  return String(value as bigint | symbol)
}

const objectText = (value: object, dialect: Dialect, path: Path): string => {
  if (value instanceof Uint8Array) return dialect.bytes(value)
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? String(value) : value.toISOString()
  const shape = shapeOf(value)
  if (shape === 'instance' || shape === 'dict') {
    const own = ownTextOf(value)
    if (own !== undefined) return own
  }
  if (path.includes(value)) return dialect.again[shape]
  return containerText(value, shape, dialect, [...path, value])
}

const shapeOf = (value: object): Shape => {
  if (Array.isArray(value)) return value instanceof Group ? 'list' : 'tuple'
  if (value instanceof Map) return 'dict'
  if (value instanceof Set) return 'set'
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return 'list'
  return isPlainObject(value) ? 'dict' : 'instance'
}

const containerText = (value: object, shape: Shape, dialect: Dialect, path: Path): string => {
  switch (shape) {
    case 'instance':
      return dialect.instance(classNameOf(value), fieldsOf(value, dialect, path))
    case 'dict':
      return dialect.dict(entriesOf(value, dialect, path))
    default:
      return dialect[shape](itemsOf(value as Iterable<unknown>, dialect, path))
  }
}

/** `Array.from` and not `map`, which leaves the holes of a sparse array out. */
const itemsOf = (values: Iterable<unknown>, dialect: Dialect, path: Path): string[] =>
  Array.from(values, (item) => textOf(item, dialect, path))

const entriesOf = (value: object, dialect: Dialect, path: Path): Entry[] =>
  Array.from(value instanceof Map ? value : Object.entries(value), ([key, item]) => [
    textOf(key, dialect, path),
    textOf(item, dialect, path),
  ])

const fieldsOf = (value: object, dialect: Dialect, path: Path): Entry[] =>
  Object.entries(value).map(([name, item]) => [name, textOf(item, dialect, path)])
