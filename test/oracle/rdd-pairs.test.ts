import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HashPartitioner, Partitioner, type RDD } from 'tapstream'
import { canonical } from '../../src/columns/arbitrary-key.fixture.ts'
import { elements, pairs } from './arbitraries.ts'
import { concat, folded, joinLists, type Pair, PARTITIONS, placed, slices } from './arrays.ts'
import { codeOf, glommed, orCode, paired, RUNS, sc, spread, withContext } from './rdds.ts'

withContext()

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)
const valuesOf = (side: readonly Pair[], key: unknown): unknown[] =>
  side.flatMap(([k, v]) => (same(k, key) ? [v] : []))
const keysOf = (...sides: readonly (readonly Pair[])[]): unknown[] =>
  folded(sides.flat(), (a) => a).map(([key]) => key)
const size = (s: string): number => s.length

/** Each operator on pairs, and the same on arrays; both sides of those on two are the same arbitrary. */
type Build = (
  left: RDD<[unknown, string]>,
  right: RDD<[unknown, string]>,
  m: number,
) => RDD<unknown>
type Oracle = (left: readonly Pair[], right: readonly Pair[], n: number) => Pair[]

const joined =
  (keep: (left: number, right: number) => boolean): Oracle =>
  (left, right) =>
    keysOf(left, right).flatMap((key) => {
      const [vs, ws] = [valuesOf(left, key), valuesOf(right, key)]
      if (!keep(vs.length, ws.length)) return []
      const [or, and] = [vs.length > 0 ? vs : [null], ws.length > 0 ? ws : [null]]
      return or.flatMap((v) => and.map((w): Pair => [key, [v, w]]))
    })

const OPERATORS: readonly (readonly [string, Build, Oracle])[] = [
  [
    'combineByKey',
    (rdd, _, m) =>
      rdd.combineByKey(
        (v) => [v],
        (l, v) => [...l, v],
        joinLists<string>,
        m,
      ),
    (data) => folded(data, joinLists, (v) => [v]),
  ],
  [
    'aggregateByKey, the zero once per key and partition',
    (rdd, _, m) =>
      rdd.aggregateByKey([] as string[], (l, v) => (l.push(v), l), joinLists<string>, m),
    (data) => folded(data, joinLists, (v) => [v]),
  ],
  [
    'foldByKey, the zero once per key and partition',
    (rdd, _, m) => rdd.foldByKey('-', concat, { numPartitions: m }),
    (data, _, n) =>
      folded(
        slices(data, n).flatMap((part) =>
          folded(part, concat).map(([k, v]): Pair => [k, `-${v as string}`]),
        ),
        concat,
      ),
  ],
  [
    'groupBy',
    (rdd, _, m) => rdd.groupBy(([, v]) => v, m).mapValues((list) => [...list]),
    (data) =>
      folded(
        data.map((pair): Pair => [pair[1], pair]),
        joinLists,
        (v) => [v],
      ),
  ],
  ['partitionBy', (rdd, _, m) => rdd.partitionBy(m), (data) => [...data]],
  [
    'partitionBy as it lies already',
    (rdd, _, m) => rdd.partitionBy(m).partitionBy(new HashPartitioner(m)),
    (data) => [...data],
  ],
  [
    'cogroup',
    (a, b, m) => a.cogroup(b, m),
    (a, b) => keysOf(a, b).map((key): Pair => [key, [valuesOf(a, key), valuesOf(b, key)]]),
  ],
  ['join', (a, b, m) => a.join(b, m), joined((l, r) => l > 0 && r > 0)],
  ['leftOuterJoin', (a, b, m) => a.leftOuterJoin(b, m), joined((l) => l > 0)],
  ['rightOuterJoin', (a, b, m) => a.rightOuterJoin(b, m), joined((_, r) => r > 0)],
  ['fullOuterJoin', (a, b, m) => a.fullOuterJoin(b, { numPartitions: m }), joined(() => true)],
  [
    'subtractByKey',
    (a, b, m) => a.subtractByKey(b, m),
    (a, b) =>
      keysOf(a).flatMap((key) =>
        valuesOf(b, key).length > 0 ? [] : valuesOf(a, key).map((v): Pair => [key, v]),
      ),
  ],
]

describe.each(PARTITIONS)('operators on pairs from %i partitions', (n) => {
  it.each(OPERATORS.flatMap((operator) => PARTITIONS.map((m) => [...operator, m] as const)))(
    '%s',
    async (_, build, oracle, m) => {
      await fc.assert(
        fc.asyncProperty(pairs, pairs, async (left, right) => {
          const rdd = build(paired(left, n), paired(right, 2), m)
          expect(rdd.getNumPartitions()).toBe(m)
          expect(await glommed(rdd)).toEqual(placed(oracle(left, right, n), m))
        }),
        { numRuns: 5 },
      )
    },
  )

  it('groupWith puts any number of sides together', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, pairs, pairs, async (a, b, c) => {
        const rdd = paired(a, n).groupWith(paired(b, 1), paired(c, 2).mapValues(size))
        const sized = c.map(([k, v]): Pair => [k, size(v)])
        const sides = [a, b, sized]
        const expected = keysOf(...sides).map((key): Pair => [
          key,
          sides.map((s) => valuesOf(s, key)),
        ])
        expect(await glommed(rdd)).toEqual(placed(expected, Math.max(n, 2)))
      }),
      RUNS,
    )
  })

  it('keys, values and keyBy', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, elements, async (data, list) => {
        const parts = slices(data, n)
        expect(await glommed(paired(data, n).keys())).toEqual(parts.map((p) => p.map(([k]) => k)))
        expect(await glommed(paired(data, n).values())).toEqual(
          parts.map((p) => p.map(([, v]) => v)),
        )
        const keyed = spread<unknown>(list, n).keyBy((x) => String(x))
        expect(await glommed(keyed)).toEqual(
          slices(list, n).map((p) => p.map((x) => [String(x), x])),
        )
      }),
      RUNS,
    )
  })
})

describe('a partitioner', () => {
  class ByFirstLetter extends Partitioner {
    readonly numPartitions = 3
    getPartition(key: unknown): number {
      return String(key).charCodeAt(0) % 3
    }
  }
  const words: Pair[] = [
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
    ['a', '4'],
  ]

  it("of one's own places the keys", async () => {
    const parts = [
      [['c', '3']],
      [
        ['a', '1'],
        ['a', '4'],
      ],
      [['b', '2']],
    ]
    expect(await glommed(paired(words, 2).partitionBy(new ByFirstLetter()))).toEqual(parts)
    const byFunction = paired(words, 2).partitionBy(3, (key) => String(key).charCodeAt(0))
    expect(await glommed(byFunction)).toEqual(parts)
    const summed = paired(words, 2).reduceByKey(concat, 3, (key) => String(key).charCodeAt(0))
    expect(await glommed(summed)).toEqual([[['c', '3']], [['a', '14']], [['b', '2']]])
  })

  it('is kept by what changes values only, and taken over by a join', () => {
    const rdd = paired(words, 2).partitionBy(5)
    expect(rdd.partitionBy(5).id).toBe(rdd.id)
    expect(paired(words, 2).join(rdd.mapValues(size)).getNumPartitions()).toBe(5)
  })
})

describe('operators on pairs refuse', () => {
  it.each<[string, () => RDD<unknown>]>([
    ['keys', () => (sc().parallelize([1]) as unknown as RDD<[1, 1]>).keys()],
    ['values', () => (sc().parallelize(['ab c']) as unknown as RDD<[1, 1]>).values()],
    ['join', () => paired([], 1).join(sc().parallelize([1]) as unknown as RDD<[unknown, 1]>)],
    ['partitionBy', () => (sc().parallelize([null]) as unknown as RDD<[1, 1]>).partitionBy(2)],
  ])('%s: elements that are no pairs', async (name, make) => {
    await expect(make().collect()).rejects.toMatchObject({ code: 'TAP402' })
    await expect(make().collect()).rejects.toThrow(name)
  })

  it('another side that is no RDD, and counts that are none', () => {
    const rdd = paired([], 1)
    expect(codeOf(() => rdd.join([['a', 1]] as never))).toBe('TAP109')
    expect(codeOf(() => rdd.groupWith(undefined as never))).toBe('TAP109')
    expect(codeOf(() => rdd.subtractByKey(null as never))).toBe('TAP109')
    for (const n of [0, -1, 1.5, '2' as never]) {
      expect(codeOf(() => rdd.partitionBy(n))).toBe('TAP109')
      expect(codeOf(() => rdd.join(rdd, n))).toBe('TAP109')
      expect(codeOf(() => rdd.foldByKey('', concat, n))).toBe('TAP109')
    }
    expect(codeOf(() => rdd.join(rdd, { partitions: 3 } as never))).toBe('TAP108')
    expect(codeOf(() => rdd.combineByKey((v) => v, 'add' as never, concat))).toBe('TAP109')
  })

  it('keys without a value that could be compared, and partitions that are no whole numbers', async () => {
    const rdd = sc().parallelize([1, 2])
    expect(await orCode(rdd.groupBy((x) => () => x).collect())).toBe('TAP408')
    expect(
      await orCode(
        rdd
          .keyBy((x) => x)
          .partitionBy(2, () => 0.5)
          .collect(),
      ),
    ).toBe('TAP109')
  })
})

describe('a zero', () => {
  it('is copied: what functions do to it stays in its key and partition', async () => {
    const zero: string[] = []
    const rdd = paired(
      [
        ['a', 'x'],
        ['b', 'y'],
        ['a', 'z'],
      ],
      2,
    )
    const lists = rdd.aggregateByKey(
      zero,
      (l, v) => (l.push(v), l),
      (a, b) => (a.push(...b), a),
      1,
    )
    expect(await lists.collect()).toEqual([
      ['a', ['x', 'z']],
      ['b', ['y']],
    ])
    expect(await lists.collect()).toEqual([
      ['a', ['x', 'z']],
      ['b', ['y']],
    ])
    expect(zero).toEqual([])
  })
})
