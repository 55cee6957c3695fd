import type { DStream, RDD } from 'tapstream'
import { slices, type Pair, type Parts } from './arrays.ts'

/** Methods that RDDs and streams share; what is said of one holds for the other. */
export type Collection = RDD<unknown> & DStream<unknown>
export type PairCollection = RDD<[unknown, string]> & DStream<[unknown, string]>

export interface Operator {
  readonly method: string
  readonly over: 'elements' | 'pairs'
  readonly apply: (c: Collection) => Collection
  /** What it makes of the partitions of a collection. */
  readonly oracle: (parts: Parts) => Parts
}

const size = (x: unknown): number => String(x).length
const isLong = (x: unknown): boolean => size(x) > 1
const twice = (x: unknown): string[] =>
  Array.from({ length: size(x) % 3 }, (_, i) => `${String(x)}/${i}`)
const letters = (s: string): string[] => s.split('')
const each =
  (f: (part: readonly unknown[], i: number) => readonly unknown[]) =>
  (parts: Parts): Parts =>
    parts.map(f)
const on =
  (f: (pair: Pair) => readonly unknown[]) =>
  (parts: Parts): Parts =>
    parts.map((part) => (part as readonly Pair[]).flatMap(f))

const pairsOf = (c: Collection): PairCollection => c as unknown as PairCollection

export const NARROW: readonly Operator[] = [
  {
    method: 'map',
    over: 'elements',
    apply: (c) => c.map(size) as Collection,
    oracle: each((part) => part.map(size)),
  },
  {
    method: 'flatMap',
    over: 'elements',
    apply: (c) => c.flatMap(twice) as Collection,
    oracle: each((part) => part.flatMap(twice)),
  },
  {
    method: 'filter',
    over: 'elements',
    apply: (c) => c.filter(isLong) as Collection,
    oracle: each((part) => part.filter(isLong)),
  },
  {
    method: 'filter',
    over: 'elements',
    apply: (c) => c.filter((x) => size(x) % 2) as Collection,
    oracle: each((part) => part.filter((x) => size(x) % 2 === 1)),
  },
  {
    method: 'mapAsync',
    over: 'elements',
    apply: (c) => c.mapAsync(async (x) => size(x)) as Collection,
    oracle: each((part) => part.map(size)),
  },
  {
    method: 'flatMapAsync',
    over: 'elements',
    apply: (c) => c.flatMapAsync(async (x) => twice(x)) as Collection,
    oracle: each((part) => part.flatMap(twice)),
  },
  {
    method: 'filterAsync',
    over: 'elements',
    apply: (c) => c.filterAsync(async (x) => isLong(x)) as Collection,
    oracle: each((part) => part.filter(isLong)),
  },
  {
    method: 'mapPartitions',
    over: 'elements',
    apply: (c) => c.mapPartitions((it) => [[...it].map(size)]) as Collection,
    oracle: each((part) => [part.map(size)]),
  },
  {
    method: 'mapPartitions',
    over: 'elements',
    apply: (c) =>
      c.mapPartitions(function* (it) {
        for (const x of it) if (isLong(x)) yield size(x)
      }) as Collection,
    oracle: each((part) => part.filter(isLong).map(size)),
  },
  {
    method: 'mapPartitionsWithIndex',
    over: 'elements',
    apply: (c) =>
      c.mapPartitionsWithIndex((i, it) => [...it].map((x) => [i, size(x)])) as Collection,
    oracle: (parts) => parts.map((part, i) => part.map((x) => [i, size(x)])),
  },
  {
    method: 'glom',
    over: 'elements',
    apply: (c) => c.glom() as Collection,
    oracle: each((part) => [part]),
  },
  {
    method: 'cache',
    over: 'elements',
    apply: (c) => c.map(size).cache() as Collection,
    oracle: each((part) => part.map(size)),
  },
  {
    method: 'mapValues',
    over: 'pairs',
    apply: (c) => pairsOf(c).mapValues((v) => v.length) as unknown as Collection,
    oracle: on(([k, v]) => [[k, (v as string).length]]),
  },
  {
    method: 'flatMapValues',
    over: 'pairs',
    apply: (c) => pairsOf(c).flatMapValues(letters) as unknown as Collection,
    oracle: on(([k, v]) => letters(v as string).map((x) => [k, x])),
  },
  {
    method: 'mapValues',
    over: 'pairs',
    apply: (c) =>
      pairsOf(c)
        .mapValues((v) => [v, 1])
        .filter(([, [v]]) => v !== 'x')
        .flatMapValues(([v, n]) => [v, n])
        .map(([k, v]) => [v, k]) as unknown as Collection,
    oracle: on(([k, v]) =>
      v === 'x'
        ? []
        : [
            [v, k],
            [1, k],
          ],
    ),
  },
  {
    method: 'union',
    over: 'elements',
    apply: (c) => c.map(size).union(c.filter(isLong) as never) as Collection,
    oracle: (parts) => [
      ...parts.map((part) => part.map(size)),
      ...parts.map((part) => part.filter(isLong)),
    ],
  },
]

/** A collection of the operator's input, in so many partitions. */
export const partsOf = (data: readonly unknown[], n: number): Parts => slices(data, n)
