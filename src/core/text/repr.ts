import { bytesRepr } from './bytes-repr.ts'
import type { Dialect, Entry } from './dialect.ts'
import { stringRepr } from './string-repr.ts'
import { textOf } from './text-of.ts'

const field = ([name, value]: Entry): string => `${name}=${value}`
const item = ([key, value]: Entry): string => `${key}: ${value}`

/** How Python's `print` writes values: arrays are tuples, groups are lists. */
const python: Dialect = {
  none: 'None',
  string: stringRepr,
  bytes: bytesRepr,
  tuple: (items) => (items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`),
  list: (items) => `[${items.join(', ')}]`,
  set: (items) => (items.length === 0 ? 'set()' : `{${items.join(', ')}}`),
  dict: (entries) => `{${entries.map(item).join(', ')}}`,
  instance: (name, fields) => `${name}(${fields.map(field).join(', ')})`,
  again: { tuple: '(...)', list: '[...]', set: 'set(...)', dict: '{...}', instance: '...' },
}

/**
 * The text that `pprint` prints for one element, which is Python's: a string raw, everything else as Python's
 * `print` writes it. Arrays are tuples, groups made by the engine (`groupByKey`, `glom`, …) lists, plain objects and
 * Maps dicts; strings inside them are quoted. Numbers: an integral value has no `.0` and no exponent.
 *
 * @example
 * repr('hello')                       // hello
 * repr(['hello', 1])                  // ('hello', 1)
 * repr(["don't", [1, null], 1e-5])    // ("don't", (1, None), 1e-05)
 * repr({ a: true })                   // {'a': True}
 */
export const repr = (value: unknown): string =>
  typeof value === 'string' ? value : textOf(value, python)
