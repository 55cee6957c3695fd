import { partitionOf } from '../../src/columns/java-hash.ts'
import { canonical } from '../../src/columns/arbitrary-key.fixture.ts'

/** A collection as an oracle sees it: one array per partition. */
export type Parts<T = unknown> = readonly (readonly T[])[]

export type Pair = readonly [unknown, unknown]

export const PARTITIONS = [1, 2, 3, 7] as const

/** Scala's slicing, `i·n/p` to `(i+1)·n/p`. */
export const slices = <T>(data: readonly T[], n: number): T[][] =>
  Array.from({ length: n }, (_, i) =>
    data.slice(Math.floor((i * data.length) / n), Math.floor(((i + 1) * data.length) / n)),
  )

/** One value per key, keys in first-seen order: a Map and three lines. */
export const folded = (
  pairs: readonly Pair[],
  merge: (a: never, b: never) => unknown,
  create: (v: never) => unknown = (v) => v,
): Pair[] => {
  const found = new Map<string, [unknown, unknown]>()
  for (const [key, value] of pairs) {
    const entry = found.get(canonical(key))
    if (entry === undefined) found.set(canonical(key), [key, create(value as never)])
    else entry[1] = merge(entry[1] as never, create(value as never) as never)
  }
  return [...found.values()]
}

/** Keyed results where they belong: by Java's hash, first-seen order within each partition. */
export const placed = (pairs: readonly Pair[], n: number): Pair[][] =>
  Array.from({ length: n }, (_, p) => pairs.filter(([key]) => partitionOf(key, n) === p))

/** The same pairs in any order. */
export const unordered = (rows: readonly unknown[] | null): readonly unknown[] | null =>
  rows && rows.map((row) => canonical(row)).sort()

export const concat = (a: string, b: string): string => a + b

export const joinLists = <T>(a: readonly T[], b: readonly T[]): T[] => [...a, ...b]
