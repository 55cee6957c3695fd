import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DStream, HashPartitioner } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { gappyBatches, key, text } from './arbitraries.ts'
import { concat, folded, joinLists, type Pair, PARTITIONS, unordered } from './arrays.ts'

type Batches<T> = readonly (readonly T[] | null)[]

const add = (a: number, b: number): number => a + b
const subtract = (a: number, b: number): number => a - b

/** The elements of the window that ends with batch t; null where the window does not slide. */
const windows = <T>(batches: Batches<T>, W: number, S: number): (T[] | null)[] =>
  batches.map((_, t) =>
    (t + 1) % S === 0 ? batches.slice(Math.max(0, t + 1 - W), t + 1).flatMap((b) => b ?? []) : null,
  )

const LENGTHS = [
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 2],
  [3, 2],
  [6, 4],
  [1, 2],
  [2, 3],
  [3, 5],
] as const

/** More than 30 panes. */
const LONG = [
  [31, 1],
  [40, 7],
  [33, 32],
  [31, 40],
] as const

interface Run {
  readonly partitions?: number
  readonly cores?: number
}

const run = async <T, U>(
  batches: Batches<T>,
  build: (data: DStream<T>) => DStream<U>,
  { partitions = 2, cores = 2 }: Run = {},
): Promise<(U[] | null)[]> => {
  const { seen } = await runStreamTest({
    inputs: { data: batches as unknown as string[][] },
    checkpointDir: checkpoints(),
    partitions,
    master: `local[${cores}]`,
    build: (_, { data }) => ({ seen: build(data as unknown as DStream<T>) }),
  })
  return seen as (U[] | null)[]
}

const RUNS = { numRuns: 6 }

const numbers = gappyBatches(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 5 }), 14)
const long = <T>(batch: fc.Arbitrary<T[]>): fc.Arbitrary<(T[] | null)[]> =>
  fc.array(fc.oneof(batch, fc.constant<T[]>([]), fc.constant(null)), {
    minLength: 70,
    maxLength: 90,
  })

/** Nothing before the first element ever, then always one number. */
const counted = <T>(batches: Batches<T>, W: number, S: number): (number[] | null)[] =>
  windows(batches, W, S).map((rows, t) => {
    const ever = batches.slice(0, t + 1).some((batch) => (batch?.length ?? 0) > 0)
    if (rows === null) return null
    return ever ? [rows.length] : []
  })

const reduced = (rows: readonly number[] | null, f: (a: number, b: number) => number) =>
  rows && (rows.length === 0 ? [] : [rows.reduce(f)])

const each = async <T>(
  batches: fc.Arbitrary<(T[] | null)[]>,
  property: (batches: (T[] | null)[]) => Promise<void>,
  runs = 6,
): Promise<void> => fc.assert(fc.asyncProperty(batches, property), { numRuns: runs })

describe.each([...LENGTHS, ...LONG])('window %i, slide %i', (W, S) => {
  const runs = W > 30 ? 2 : 6
  const some = W > 30 ? long(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 4 })) : numbers

  it('countByWindow', async () => {
    await each(
      some,
      async (batches) => {
        expect(await run(batches, (s) => s.countByWindow(W, S))).toEqual(counted(batches, W, S))
      },
      runs,
    )
  })

  it('reduceByWindow, with an inverse and without', async () => {
    await each(
      some,
      async (batches) => {
        const expected = windows(batches, W, S).map((rows) => reduced(rows, add))
        expect(await run(batches, (s) => s.reduceByWindow(add, W, S))).toEqual(expected)
        expect(await run(batches, (s) => s.reduceByWindow(add, null, W, S))).toEqual(expected)
        expect(await run(batches, (s) => s.reduceByWindow(add, subtract, W, S))).toEqual(expected)
      },
      runs,
    )
  })

  it('countByValueAndWindow', async () => {
    await each(
      some,
      async (batches) => {
        const expected = windows(batches, W, S).map(
          (rows) =>
            rows &&
            folded(
              rows.map((x): Pair => [x, 1]),
              add,
            ),
        )
        const seen = await run(batches, (s) => s.countByValueAndWindow(W, S))
        expect(seen.map(unordered)).toEqual(expected.map(unordered))
      },
      runs,
    )
  })

  it('groupByKeyAndWindow: lists in the order of time', async () => {
    const pair = fc.tuple(key, text)
    const pairs = fc.array(pair, { maxLength: 5 })
    await each(
      W > 30 ? long(pairs) : gappyBatches(pairs, 14),
      async (batches) => {
        const expected = windows(batches, W, S).map(
          (rows) => rows && folded(rows as Pair[], joinLists, (v) => [v]),
        )
        const seen = await run(batches, (s) => s.groupByKeyAndWindow(W, S))
        expect(seen.map(unordered)).toEqual(expected.map(unordered))
        const byHand = await run(batches, (s) => s.window(W, S).groupByKey())
        expect(byHand.map(unordered)).toEqual(expected.map(unordered))
      },
      runs,
    )
  })
})

describe.each(PARTITIONS)('on batches of %i partitions', (partitions) => {
  it.each(PARTITIONS)('windows of %i partitions are the same', async (n) => {
    const pairs = fc.array(fc.tuple(fc.constantFrom<string>('a', 'b', 'c'), fc.nat({ max: 9 })), {
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(pairs, { minLength: 1, maxLength: 8 }), async (batches) => {
        const [W, S] = [3, 1]
        const options = { partitions, cores: 3 }
        const rows = windows(batches, W, S)
        const groups = rows.map((all) => all && folded(all, joinLists, (v) => [v]))
        const counts = rows.map(
          (all) =>
            all &&
            folded(
              all.map(([k]): Pair => [k, 1]),
              add,
            ),
        )
        const grouped = await run(batches, (s) => s.groupByKeyAndWindow(W, S, n), options)
        expect(grouped.map(unordered)).toEqual(groups.map(unordered))
        const values = await run(
          batches,
          (s) => s.map(([k]) => k).countByValueAndWindow(W, S, n),
          options,
        )
        expect(values.map(unordered)).toEqual(counts.map(unordered))
        expect(await run(batches, (s) => s.countByWindow(W, S), options)).toEqual(
          counted(batches, W, S),
        )
        expect(
          await run(batches, (s) => s.map(([k]) => k).reduceByWindow(concat, W, S), options),
        ).toEqual(
          rows.map((all) => all && (all.length === 0 ? [] : [all.map(([k]) => k).join('')])),
        )
      }),
      RUNS,
    )
  })
})

describe('a window', () => {
  const batches = [['a'], [], ['b', 'a'], [], [], []]

  it('slides with every batch unless it is told otherwise', async () => {
    expect(await run(batches, (s) => s.countByWindow(2))).toEqual([[1], [1], [2], [2], [0], [0]])
    const slide = { slideDuration: 2 }
    expect(await run(batches, (s) => s.countByWindow(2, slide))).toEqual([
      null,
      [1],
      null,
      [2],
      null,
      [0],
    ])
    expect(await run(batches, (s) => s.window(2, slide))).toEqual([
      null,
      ['a'],
      null,
      ['b', 'a'],
      null,
      [],
    ])
    expect(await run(batches, (s) => s.reduceByWindow(concat, 2, slide))).toEqual([
      null,
      ['a'],
      null,
      ['ba'],
      null,
      [],
    ])
    const byName = await run(batches, (s) => s.countByValueAndWindow(2, { numPartitions: 1 }))
    expect(byName).toEqual(await run(batches, (s) => s.countByValueAndWindow(2, 1, 1)))
    expect(await run(batches, (s) => s.reduceByWindow(concat, 2))).toEqual([
      ['a'],
      ['a'],
      ['ba'],
      ['ba'],
      [],
      [],
    ])
    expect(await run(batches, (s) => s.map((w) => [w, 1]).groupByKeyAndWindow(2))).toEqual([
      [['a', [1]]],
      [['a', [1]]],
      expect.arrayContaining([
        ['a', [1]],
        ['b', [1]],
      ]),
      expect.arrayContaining([
        ['a', [1]],
        ['b', [1]],
      ]),
      [],
      [],
    ])
  })

  it('takes a partitioner', async () => {
    const by = new HashPartitioner(5)
    const seen = await run(batches, (s) =>
      s
        .map((w) => [w, 1])
        .groupByKeyAndWindow(2, { slideDuration: 2, numPartitions: by })
        .glom(),
    )
    expect(seen.map((parts) => parts && parts.length)).toEqual([null, 5, null, 5, null, 5])
  })

  it('gives lists that the program may change', async () => {
    const seen = await run([['b'], ['a'], []], (s) =>
      s
        .map((w) => ['k', w])
        .groupByKeyAndWindow(3)
        .mapValues((list) => {
          list.push('!')
          return list.join('')
        }),
    )
    expect(seen).toEqual([[['k', 'b!']], [['k', 'ba!']], [['k', 'ba!']]])
  })

  it('of lists is made of panes: no record is looked at twice', async () => {
    let calls = 0
    await run([['a'], ['b'], ['c'], ['d']], (s) =>
      s
        .map((w) => {
          calls++
          return [w, 1] as [string, number]
        })
        .groupByKeyAndWindow(4),
    )
    expect(calls).toBe(4)
  })

  it('over a window, and over one that slides', async () => {
    const numbers = [[1], [2], [3], [4], [5], [6], [7], [8]]
    const seen = await run(numbers, (s) => s.countByWindow(2, 2).reduceByWindow(add, 4, 4))
    expect(seen).toEqual([null, null, null, [4], null, null, null, [4]])
    const lists = await run(numbers, (s) => s.window(2, 2).countByWindow(4, 2))
    expect(lists).toEqual([null, [2], null, [4], null, [4], null, [4]])
  })

  it('whose answer is asked for now and then is the same', async () => {
    const found: unknown[] = []
    const numbers = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? [] : [i]))
    await run(numbers, (s) => {
      s.countByWindow(7).foreachRDD(async (rdd, time) => {
        if (Number(time) % 20_000 === 0) found.push(await rdd.collect())
      })
      return s
    })
    const expected = counted(numbers, 7, 1)
    expect(found).toEqual([expected[19], expected[39], expected[59]])
  })
})
