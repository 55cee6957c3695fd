import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DStream, HashPartitioner, Partitioner } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { elements, gappyBatches, pairs } from './arbitraries.ts'
import { concat, folded, type Pair, PARTITIONS, placed, slices } from './arrays.ts'

type Pairs = DStream<[unknown, string]>
type Batches = readonly (readonly unknown[] | null)[]

const RUNS = { numRuns: 6 }

/** What a stream gives, batch by batch, as lists per partition; null where it has no RDD. */
const observed = async (
  batches: Batches,
  partitions: number,
  build: (stream: Pairs) => DStream<unknown>,
): Promise<unknown[][][]> => {
  const { seen } = await runStreamTest({
    inputs: { data: batches as string[][] },
    partitions,
    master: 'local[3]',
    build: (_, { data }) => ({ seen: build(data as unknown as Pairs).glom() }),
  })
  return seen.map((parts) => parts && parts.map((part) => [...part])) as unknown[][][]
}

/** A letter per value, and one for each meeting. */
const create = (v: string): string => `(${v}`
const mergeValue = (c: string, v: string): string => `${c},${v}`
const mergeCombiners = (a: string, b: string): string => `${a}+${b}`

/** Per partition, then where partitions meet. */
const combined = (parts: readonly (readonly Pair[])[]): Pair[] =>
  folded(
    parts.flatMap((part) =>
      folded(
        part.map(([k, v]) => [k, { first: v as string }]),
        (c: unknown, { first }: { first: string }) =>
          typeof c === 'string'
            ? mergeValue(c, first)
            : mergeValue(create((c as { first: string }).first), first),
        (v) => v,
      ).map(([k, c]): Pair => [
        k,
        typeof c === 'string' ? c : create((c as { first: string }).first),
      ]),
    ),
    mergeCombiners,
  )

describe.each(PARTITIONS)('batches of %i partitions', (n) => {
  it.each([undefined, 1, 4])('combineByKey into %o', async (m) => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(pairs, 3), async (batches) => {
        const seen = await observed(batches, n, (s) =>
          s.combineByKey(create, mergeValue, mergeCombiners, m),
        )
        expect(seen).toEqual(
          batches.map((batch) => batch && placed(combined(slices(batch as Pair[], n)), m ?? 3)),
        )
      }),
      RUNS,
    )
  })

  it('combineByKey without combining early: all values of a key meet first', async () => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(pairs, 3), async (batches) => {
        const never = (): never => {
          throw new Error('not to be called')
        }
        const seen = await observed(batches, n, (s) =>
          s.combineByKey(create, mergeValue, never, 2, false),
        )
        const byName = await observed(batches, n, (s) =>
          s.combineByKey(create, mergeValue, never, { numPartitions: 2, mapSideCombine: false }),
        )
        expect(seen).toEqual(
          batches.map((batch) => batch && placed(combined([batch as Pair[]]), 2)),
        )
        expect(byName).toEqual(seen)
      }),
      RUNS,
    )
  })

  it.each([undefined, 1, 4])('partitionBy into %o', async (m) => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(pairs, 3), async (batches) => {
        const seen = await observed(batches, n, (s) => s.partitionBy(m))
        expect(seen).toEqual(batches.map((batch) => batch && placed(batch as Pair[], m ?? 3)))
      }),
      RUNS,
    )
  })

  it.each([1, 3, 8])('repartition to %i deals the elements of each partition', async (m) => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(elements, 3), async (batches) => {
        const seen = await observed(batches, n, (s) => s.repartition(m))
        const dealt = (batch: readonly unknown[]): unknown[][] =>
          Array.from({ length: m }, (_, p) =>
            slices(batch, n).flatMap((part) => part.filter((_x, i) => i % m === p)),
          )
        expect(seen).toEqual(batches.map((batch) => batch && dealt(batch)))
      }),
      RUNS,
    )
  })
})

describe('where keys are', () => {
  const batch: Pair[] = [
    ['a', '1'],
    ['bb', '2'],
    ['ccc', '3'],
    ['bb', '4'],
  ]
  const length = (key: unknown): number => String(key).length

  it('a function decides, modulo the number of partitions', async () => {
    const expected = [
      [[], [batch[0]], [batch[1], batch[3]]].map((part, i) => (i === 0 ? [batch[2]] : part)),
    ]
    expect(await observed([batch], 2, (s) => s.partitionBy(3, length))).toEqual(expected)
    const byName = { numPartitions: 3, partitionFunc: length }
    expect(await observed([batch], 2, (s) => s.partitionBy(byName))).toEqual(expected)
  })

  it('a partitioner decides', async () => {
    class ByLength extends Partitioner {
      readonly numPartitions = 4
      getPartition(key: unknown): number {
        return length(key)
      }
    }
    const byLength = new ByLength()
    expect(await observed([batch], 2, (s) => s.partitionBy(byLength))).toEqual([
      [[], [batch[0]], [batch[1], batch[3]], [batch[2]]],
    ])
    expect(await observed([batch], 2, (s) => s.reduceByKey(concat, byLength))).toEqual([
      [[], [['a', '1']], [['bb', '24']], [['ccc', '3']]],
    ])
    expect(await observed([batch], 2, (s) => s.groupByKey(byLength))).toEqual([
      [[], [['a', ['1']]], [['bb', ['2', '4']]], [['ccc', ['3']]]],
    ])
    const [counted] = await observed([['bb', 'bb']], 2, (s) => s.countByValue(byLength))
    expect(counted).toEqual([[], [], [['bb', 2]], []])
  })

  it('the hash decides otherwise', async () => {
    const by = new HashPartitioner(5)
    expect(await observed([batch], 2, (s) => s.partitionBy(by))).toEqual([placed(batch, 5)])
    expect(await observed([batch], 2, (s) => s.groupByKey({ numPartitions: by }))).toEqual(
      await observed([batch], 2, (s) => s.groupByKey(5)),
    )
  })
})
