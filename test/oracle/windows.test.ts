import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DStream } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { gappyBatches, key, text } from './arbitraries.ts'
import { concat, folded, type Pair, PARTITIONS, unordered } from './arrays.ts'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

type Batches<T> = readonly (readonly T[] | null)[]

const add = (a: number, b: number): number => a + b
const subtract = (a: number, b: number): number => a - b

/** The elements of the window that ends with batch t; null where the window does not slide. */
const windows = <T>(batches: Batches<T>, W: number, S: number): (T[] | null)[] =>
  batches.map((_, t) =>
    (t + 1) % S === 0 ? batches.slice(Math.max(0, t + 1 - W), t + 1).flatMap((b) => b ?? []) : null,
  )

const folding =
  (f: (a: never, b: never) => unknown) =>
  (rows: readonly unknown[] | null): readonly unknown[] | null =>
    unordered(rows && folded(rows as Pair[], f))

const numbers = fc.array(fc.tuple(key, fc.integer({ min: -9, max: 9 })), { maxLength: 8 })
const texts = fc.array(fc.tuple(key, text), { maxLength: 8 })

const SHORT = [
  [1, 1],
  [2, 1],
  [3, 1],
  [3, 2],
  [4, 2],
  [6, 4],
  [5, 5],
  [7, 3],
  [1, 2],
  [2, 3],
  [2, 5],
  [3, 4],
] as const

/** More than 30 panes: two stacks without an inverse. */
const LONG = [
  [31, 1],
  [32, 1],
  [40, 7],
  [35, 5],
  [64, 3],
  [33, 32],
  [31, 31],
  [31, 40],
] as const

interface Options {
  readonly partitions?: number
  readonly numPartitions?: number
}

const reduced = (
  batches: Batches<readonly [unknown, number]>,
  W: number,
  S: number,
  { partitions = 2, numPartitions = 2 }: Options = {},
) =>
  runStreamTest({
    inputs: { data: batches as [string, number][][] },
    checkpointDir: checkpoints(),
    partitions,
    build: (_, { data }) => ({
      inverse: data.reduceByKeyAndWindow(add, subtract, W, S, numPartitions),
      plain: data.reduceByKeyAndWindow(add, W, S, numPartitions),
      byHand: data.window(W, S).reduceByKey(add, numPartitions),
      elements: data.window(W, S),
    }),
  })

/** What the four ways of computing a window give, beside brute force. */
const both = async (
  batches: Batches<readonly [unknown, number]>,
  W: number,
  S: number,
  options?: Options,
): Promise<readonly [found: unknown, expected: unknown]> => {
  const { elements, byHand, plain, inverse } = await reduced(batches, W, S, options)
  const expected = windows(batches, W, S)
  const sums = expected.map(folding(add))
  return [
    [elements, byHand.map(unordered), plain.map(unordered), inverse.map(unordered)],
    [expected, sums, sums, sums],
  ]
}

describe('inverse window = plain window = brute force', () => {
  it.each(SHORT)('window %i, slide %i', async (W, S) => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(numbers, 16), async (batches) => {
        const [found, expected] = await both(batches, W, S)
        expect(found).toEqual(expected)
      }),
      { numRuns: 8 },
    )
  })

  it.each(LONG)('window %i, slide %i (many panes)', async (W, S) => {
    const batches = fc.array(fc.oneof(numbers, fc.constant([]), fc.constant(null)), {
      minLength: 70,
      maxLength: 100,
    })
    await fc.assert(
      fc.asyncProperty(batches, async (batches) => {
        const [found, expected] = await both(batches, W, S)
        expect(found).toEqual(expected)
      }),
      { numRuns: 2, endOnFailure: true },
    )
  })

  it.each(PARTITIONS)('in %i partitions', async (n) => {
    await fc.assert(
      fc.asyncProperty(
        gappyBatches(numbers, 12),
        fc.constantFrom(...PARTITIONS),
        async (batches, m) => {
          const [found, expected] = await both(batches, 4, 1, { partitions: n, numPartitions: m })
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 8 },
    )
  })
})

describe('a window without an inverse', () => {
  it.each([
    [3, 1],
    [3, 2],
    [2, 3],
    [33, 1],
    [40, 7],
  ])('keeps the order of time: window %i, slide %i', async (W, S) => {
    const batches = fc.array(fc.oneof(texts, fc.constant(null)), {
      minLength: 1,
      maxLength: W + 12,
    })
    await fc.assert(
      fc.asyncProperty(batches, async (batches) => {
        const { seen } = await runStreamTest({
          inputs: { data: batches as [string, string][][] },
          build: (_, { data }) => ({ seen: data.reduceByKeyAndWindow(concat, W, S) }),
        })
        expect(seen.map(unordered)).toEqual(windows(batches, W, S).map(folding(concat)))
      }),
      { numRuns: 5 },
    )
  })
})

describe('a key in a window with an inverse', () => {
  const run = (
    batches: Batches<readonly [string, number]>,
    build: (data: DStream<[string, number]>) => DStream<[string, number]>,
  ) =>
    runStreamTest({
      inputs: { data: batches as [string, number][][] },
      checkpointDir: checkpoints(),
      partitions: 1,
      build: (_, { data }) => ({ seen: build(data) }),
    }).then(({ seen }) => seen)

  it('is gone with its last record: no zeros remain', async () => {
    const seen = await run([[['a', 1]], [['b', 1]], [], [], [['a', 5]]], (data) =>
      data.reduceByKeyAndWindow(add, subtract, 2, 1),
    )
    expect(seen).toEqual([
      [['a', 1]],
      [
        ['a', 1],
        ['b', 1],
      ],
      [['b', 1]],
      [],
      [['a', 5]],
    ])
  })

  it('whose records sum up to zero stays', async () => {
    const seen = await run([[['a', 1]], [['a', -1]], []], (data) =>
      data.reduceByKeyAndWindow(add, subtract, 3, 1),
    )
    expect(seen).toEqual([[['a', 1]], [['a', 0]], [['a', 0]]])
  })

  it('that filterFunc leaves out is known all the same', async () => {
    const seen = await run([[['a', 1]], [['a', 9]], [['a', 1]], [['a', 1]]], (data) =>
      data.reduceByKeyAndWindow(add, subtract, 2, 1, undefined, ([, n]) => n > 5),
    )
    expect(seen).toEqual([[], [['a', 10]], [['a', 10]], []])
  })

  it('of a null inverse is that of a plain window', async () => {
    const seen = await run([[['a', 1]], [['a', 2]]], (data) =>
      data.reduceByKeyAndWindow(add, null, 2, 1),
    )
    expect(seen).toEqual([[['a', 1]], [['a', 3]]])
  })

  it('takes its options by name', async () => {
    const seen = await run([[['a', 1]], [['a', 2]], [['b', 3]], [['a', 4]]], (data) =>
      data.reduceByKeyAndWindow(add, subtract, 3, {
        slideDuration: 2,
        filterFunc: ([k]) => k === 'a',
      }),
    )
    expect(seen).toEqual([null, [['a', 3]], null, [['a', 6]]])
  })
})

describe('windows on windows and on state', () => {
  it('a window over windows that slide', async () => {
    const batches = Array.from({ length: 12 }, (_, i) => [i])
    const { seen } = await runStreamTest({
      inputs: { data: batches },
      partitions: 1,
      build: (_, { data }) => ({ seen: data.window(3, 2).window(4, 4) }),
    })
    const inner = windows(batches, 3, 2)
    const expected = batches.map((_, t) =>
      (t + 1) % 4 === 0 ? [inner[t - 2]!, inner[t]!].flat() : null,
    )
    expect(seen).toEqual(expected)
  })

  it('a reduced window over a reduced window', async () => {
    const batch = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 5 })),
      { maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 14 }), async (batches) => {
        const { seen } = await runStreamTest({
          inputs: { data: batches },
          checkpointDir: checkpoints(),
          build: (_, { data }) => ({
            seen: data
              .reduceByKeyAndWindow(add, subtract, 3, 2)
              .reduceByKeyAndWindow(add, subtract, 6, 2),
          }),
        })
        const inner = windows(batches, 3, 2).map((rows) => rows && folded(rows, add))
        const expected = inner.map((rows, t) =>
          rows === null
            ? null
            : folded(
                inner.slice(Math.max(0, t - 5), t + 1).flatMap((list) => list ?? []),
                add,
              ),
        )
        expect(seen.map(unordered)).toEqual(expected.map(unordered))
      }),
      { numRuns: 8 },
    )
  })

  it('a window over the running state', async () => {
    const { seen, state } = await runStreamTest({
      inputs: { data: [[['a', 1]], [['b', 1]], [['a', 1]], []] as [string, number][][] },
      checkpointDir: checkpoints(),
      partitions: 1,
      build: (_, { data }) => {
        const state = data.updateStateByKey((values, n) => values.length + (n ?? 0))
        return { state, seen: state.window(2, 2) }
      },
    })
    expect(state).toEqual([
      [['a', 1]],
      [
        ['a', 1],
        ['b', 1],
      ],
      [
        ['a', 2],
        ['b', 1],
      ],
      [
        ['a', 2],
        ['b', 1],
      ],
    ])
    expect(seen).toEqual([null, [...state[0]!, ...state[1]!], null, [...state[2]!, ...state[3]!]])
  })

  it.each([
    [
      'with an inverse',
      (data: DStream<[string, number]>) => data.reduceByKeyAndWindow(add, subtract, 5, 1),
    ],
    ['without', (data: DStream<[string, number]>) => data.reduceByKeyAndWindow(add, 5, 1)],
    ['over many panes', (data: DStream<[string, number]>) => data.reduceByKeyAndWindow(add, 40, 1)],
  ])('a window %s may be asked for now and then', async (_, build) => {
    const batches = Array.from({ length: 90 }, (_, i) => [[`k${i % 3}`, i]] as [string, number][])
    const seen: unknown[] = []
    await runStreamTest({
      inputs: { data: batches },
      checkpointDir: checkpoints(),
      build: (_ssc, { data }) => {
        build(data).foreachRDD(async (rdd, time) => {
          if (Number(time) % 30_000 === 0) seen.push(unordered(await rdd.collect()))
        })
        return { data }
      },
    })
    const length = _ === 'over many panes' ? 40 : 5
    const sums = windows(batches, length, 1).map(folding(add))
    expect(seen).toEqual([sums[29], sums[59], sums[89]])
  })

  it('several windows share a stream without disturbing each other', async () => {
    const batches = Array.from({ length: 20 }, (_, i) => [[`k${i % 3}`, i]] as [string, number][])
    const seen = await runStreamTest({
      inputs: { data: batches },
      checkpointDir: checkpoints(),
      build: (_, { data }) => ({
        a: data.reduceByKeyAndWindow(add, subtract, 5, 1),
        b: data.reduceByKeyAndWindow(add, subtract, 5, 1),
        c: data.reduceByKeyAndWindow(add, 9, 3),
        d: data.reduceByKeyAndWindow(add, subtract, 2, 4),
        e: data.reduceByKey(add),
      }),
    })
    const sums = (W: number, S: number) => windows(batches, W, S).map(folding(add))
    expect(seen.a.map(unordered)).toEqual(sums(5, 1))
    expect(seen.b).toEqual(seen.a)
    expect(seen.c.map(unordered)).toEqual(sums(9, 3))
    expect(seen.d.map(unordered)).toEqual(sums(2, 4))
    expect(seen.e.map(unordered)).toEqual(sums(1, 1))
  })
})
