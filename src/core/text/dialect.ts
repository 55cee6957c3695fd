/** The shapes that a value can have for output. */
export type Shape = 'tuple' | 'list' | 'set' | 'dict' | 'instance'

export type Entry = readonly [key: string, value: string]

/** How one language writes values: the parts come as finished texts, a dialect only puts them together. */
export interface Dialect {
  readonly none: string
  /** A string inside something else; at the top strings are raw in every dialect. */
  string(text: string): string
  bytes(bytes: Uint8Array): string
  tuple(items: readonly string[]): string
  list(items: readonly string[]): string
  set(items: readonly string[]): string
  dict(entries: readonly Entry[]): string
  /** An object of a class without a text of its own. */
  instance(name: string, fields: readonly Entry[]): string
  /** What stands where a value holds itself. */
  readonly again: Readonly<Record<Shape, string>>
}
