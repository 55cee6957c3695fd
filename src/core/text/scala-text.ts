import type { Dialect, Entry } from './dialect.ts'
import { textOf } from './text-of.ts'

const arrow = ([key, value]: Entry): string => `${key} -> ${value}`
const call =
  (name: string) =>
  (items: readonly string[]): string =>
    `${name}(${items.join(', ')})`

/** How Scala's `println` writes values, except that numbers, booleans and dates are the same text as in `repr`. */
const scala: Dialect = {
  none: 'null',
  string: (text) => text,
  bytes: (bytes) => call('Array')(Array.from(bytes, String)),
  tuple: (items) => `(${items.join(',')})`,
  list: call('List'),
  set: call('Set'),
  dict: (entries) => call('Map')(entries.map(arrow)),
  instance: (name, fields) => `${name}(${fields.map(([, value]) => value).join(',')})`,
  again: { tuple: '(...)', list: 'List(...)', set: 'Set(...)', dict: 'Map(...)', instance: '...' },
}

/**
 * The text that `print` prints for one element, which is Scala's: tuples `(a,1)`, groups made by the engine
 * `List(1, 2)`, maps and plain objects `Map(a -> 1)`, sets `Set(1, 2)`, absent values `null`. Strings are never quoted.
 *
 * @example
 * scalaText(['hello', [1, null]])    // (hello,(1,null))
 */
export const scalaText = (value: unknown): string =>
  typeof value === 'string' ? value : textOf(value, scala)
