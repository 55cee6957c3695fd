import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DStream } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { canonical } from '../../src/columns/arbitrary-key.fixture.ts'
import { gappyBatches, pairs } from './arbitraries.ts'
import { folded, type Pair, PARTITIONS, placed } from './arrays.ts'

type Pairs = DStream<[unknown, string]>
type Batches = readonly (readonly Pair[] | null)[]
type Rows = [unknown, unknown][]

const NAMES = ['join', 'leftOuterJoin', 'rightOuterJoin', 'fullOuterJoin'] as const
type Name = (typeof NAMES)[number]

const RUNS = { numRuns: 6 }

const valuesOf = (side: readonly Pair[], key: unknown): unknown[] =>
  side.flatMap(([k, v]) => (canonical(k) === canonical(key) ? [v] : []))

/** Keys of the left as they come, then those that only the right has; two lists each. */
const cogrouped = (left: readonly Pair[], right: readonly Pair[]): Pair[] =>
  folded(
    [...left, ...right].map(([k]) => [k, null]),
    () => null,
  ).map(([k]) => [k, [valuesOf(left, k), valuesOf(right, k)]])

const joined = (name: Name, left: readonly Pair[], right: readonly Pair[]): Pair[] => {
  const or = (list: unknown[], may: boolean): unknown[] =>
    list.length === 0 && may ? [null] : list
  return cogrouped(left, right).flatMap(([k, sides]) => {
    const [vs, ws] = sides as [unknown[], unknown[]]
    return or(vs, name === 'rightOuterJoin' || name === 'fullOuterJoin').flatMap((v) =>
      or(ws, name === 'leftOuterJoin' || name === 'fullOuterJoin').map((w): Pair => [k, [v, w]]),
    )
  })
}

const plain = (batches: readonly (readonly (readonly unknown[])[] | null)[]) =>
  batches.map((parts) => parts && parts.map((part) => [...part]))

/** A batch that an input has not, or no more. */
const at = (batches: Batches, i: number): readonly Pair[] | null =>
  i < batches.length ? batches[i]! : []

/** Both sides of a batch; null when neither has an RDD. */
const sides = (left: Batches, right: Batches): ([readonly Pair[], readonly Pair[]] | null)[] =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const [a, b] = [at(left, i), at(right, i)]
    return a === null && b === null ? null : [a ?? [], b ?? []]
  })

const run = (
  left: Batches,
  right: Batches,
  { partitions, cores }: { partitions: number; cores: number },
  build: (left: Pairs, right: Pairs) => DStream<unknown>,
) =>
  runStreamTest({
    inputs: {
      left: left as unknown as [string, string][][],
      right: right as unknown as [string, string][][],
    },
    partitions,
    master: `local[${cores}]`,
    build: (_, inputs) => ({
      seen: build(inputs.left as unknown as Pairs, inputs.right as unknown as Pairs).glom(),
    }),
  }).then(({ seen }) => plain(seen))

const two = fc.tuple(gappyBatches(pairs, 3), gappyBatches(pairs, 3))

describe.each(PARTITIONS)('two streams of %i partitions', (partitions) => {
  it.each([undefined, 1, 3])('cogroup into %o', async (n) => {
    await fc.assert(
      fc.asyncProperty(two, async ([left, right]) => {
        const seen = await run(left, right, { partitions, cores: 2 }, (a, b) => a.cogroup(b, n))
        expect(seen).toEqual(
          sides(left, right).map((both) => both && placed(cogrouped(...both), n ?? 2)),
        )
      }),
      RUNS,
    )
  })

  it.each(NAMES)('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(two, fc.constantFrom(undefined, 1, 3), async ([left, right], n) => {
        const seen = await run(left, right, { partitions, cores: 2 }, (a, b): DStream<unknown> => {
          switch (name) {
            case 'join':
              return a.join(b, n)
            case 'leftOuterJoin':
              return a.leftOuterJoin(b, n)
            case 'rightOuterJoin':
              return a.rightOuterJoin(b, n)
            case 'fullOuterJoin':
              return a.fullOuterJoin(b, n)
          }
        })
        expect(seen).toEqual(
          sides(left, right).map((both) => both && placed(joined(name, ...both), n ?? 2)),
        )
      }),
      RUNS,
    )
  })
})

describe('a stream with an RDD', () => {
  const each: readonly [Name | 'cogroup' | 'union', (a: Pairs, rdd: never) => DStream<unknown>][] =
    [
      ['join', (a, rdd) => a.join(rdd)],
      ['leftOuterJoin', (a, rdd) => a.leftOuterJoin(rdd)],
      ['rightOuterJoin', (a, rdd) => a.rightOuterJoin(rdd)],
      ['fullOuterJoin', (a, rdd) => a.fullOuterJoin(rdd)],
      ['cogroup', (a, rdd) => a.cogroup(rdd)],
      ['union', (a, rdd) => a.union(rdd)],
    ]

  it.each(each)('%s: the RDD is the same in every batch', async (name, build) => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(pairs, 4), pairs, async (batches, known) => {
        const { seen } = await runStreamTest({
          inputs: { data: batches as unknown as [string, string][][] },
          build: (ssc, { data }) => {
            const rdd = ssc.sparkContext.parallelize(known as [string, string][], 3)
            return { seen: build(data as unknown as Pairs, rdd as never) }
          },
        })
        const expected = (batch: readonly Pair[]): readonly unknown[] => {
          if (name === 'union') return [...batch, ...known]
          return name === 'cogroup' ? cogrouped(batch, known) : joined(name, batch, known)
        }
        expect(seen).toEqual(batches.map((batch) => batch && expected(batch as Pair[])))
      }),
      RUNS,
    )
  })
})

describe('joins', () => {
  it('of windows with the same slide', async () => {
    const batches = [[['a', 1]], [['b', 2]], [['a', 3]]] as [string, number][][]
    const { seen } = await runStreamTest({
      inputs: { data: batches },
      partitions: 1,
      build: (_, { data }) => ({ seen: data.window(1).leftOuterJoin(data.window(2)) }),
    })
    expect(seen).toEqual([[['a', [1, 1]]], [['b', [2, 2]]], [['a', [3, 3]]]])
  })

  it('of what was reduced before, several at once', async () => {
    const { seen } = await runStreamTest({
      inputs: {
        data: [
          [
            ['a', 1],
            ['b', 2],
            ['a', 3],
          ],
        ] as [string, number][][],
      },
      partitions: 2,
      build: (ssc, { data }) => {
        const sums = data.reduceByKey((x, y) => x + y)
        const counts = data.map(([k]) => [k, 1]).reduceByKey((x, y) => x + y)
        const names = ssc.sparkContext.parallelize([['a', 'ann']] as [string, string][])
        return { seen: sums.join(counts).fullOuterJoin(names).cogroup(sums) }
      },
    })
    const expected: Rows = [
      ['a', [[[[4, 2], 'ann']], [4]]],
      ['b', [[[[2, 1], null]], [2]]],
    ]
    expect(seen).toEqual([expected])
  })

  it('by a partitioner of one’s own, by position and by name', async () => {
    const { HashPartitioner } = await import('tapstream')
    const { a, b } = await runStreamTest({
      inputs: {
        data: [
          [
            ['x', 1],
            ['y', 2],
          ],
        ] as [string, number][][],
      },
      build: (_, { data }) => ({
        a: data.join(data, new HashPartitioner(5)).glom(),
        b: data.cogroup(data, { numPartitions: 4 }).glom(),
      }),
    })
    expect([a[0]!.length, b[0]!.length]).toEqual([5, 4])
  })
})
