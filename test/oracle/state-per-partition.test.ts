import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HashPartitioner, Partitioner, type Time } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { gappyBatches, key, pairs, text } from './arbitraries.ts'
import { type Pair, PARTITIONS } from './arrays.ts'

const RUNS = { numRuns: 10 }

type Entry = [unknown, string[], string | undefined]

const grow = (values: readonly string[], state: string | undefined): string | null => {
  const next = (state ?? '') + values.join('')
  return next.length > 6 || (values.length === 0 && next.length < 2) ? null : next
}

/** Both forms give the same, if the one with the iterator keeps its order. */
const both = async (
  batches: readonly (readonly Pair[] | null)[],
  { partitions, n, initial }: { partitions: number; n: number; initial?: readonly Pair[] },
) => {
  const { each, whole, timed } = await runStreamTest({
    inputs: { data: batches as [string, string][][] },
    checkpointDir: checkpoints(),
    partitions,
    build: (ssc, { data }) => {
      const seed = initial && ssc.sparkContext.parallelize(initial as [string, string][], 2)
      return {
        each: data.updateStateByKey<string, string>(grow, n, seed).glom(),
        whole: data
          .updateStateByKey(
            function* (entries: Iterable<Entry>): Iterable<[string, string]> {
              for (const [k, values, state] of entries) {
                const next = grow(values, state)
                if (next !== null) yield [k as string, next]
              }
            },
            n,
            true,
            seed,
          )
          .glom(),
        timed: data
          .updateStateByKey(
            // Null is no state.
            (_time: Time, entries: Iterable<Entry>): [string, string][] =>
              [...entries].map(([k, values, state]) => [k as string, grow(values, state)!]),
            new HashPartitioner(n),
            false,
            seed,
          )
          .glom(),
      }
    },
  })
  return { each, whole, timed }
}

describe('updateStateByKey with an iterator', () => {
  it.each(PARTITIONS)(
    'is the form with a key at a time, from %i partitions',
    async (partitions) => {
      await fc.assert(
        fc.asyncProperty(
          gappyBatches(pairs, 7),
          fc.constantFrom(...PARTITIONS),
          async (batches, n) => {
            const { each, whole, timed } = await both(batches, { partitions, n })
            expect(whole).toEqual(each)
            expect(timed).toEqual(each)
          },
        ),
        RUNS,
      )
    },
  )

  it('starts from the initial state', async () => {
    const initial = fc.array(fc.tuple(key, text), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(gappyBatches(pairs, 5), initial, async (batches, given) => {
        const { each, whole, timed } = await both(batches, { partitions: 2, n: 3, initial: given })
        expect(whole).toEqual(each)
        expect(timed).toEqual(each)
      }),
      RUNS,
    )
  })

  const batches = [
    [['a', 1]],
    [
      ['b', 2],
      ['a', 3],
    ],
    [],
  ] as [string, number][][]

  const run = <T>(
    update: (entries: IterableIterator<[string, number[], T | undefined]>) => Iterable<[string, T]>,
  ) =>
    runStreamTest({
      inputs: { data: batches },
      checkpointDir: checkpoints(),
      partitions: 1,
      build: (_, { data }) => ({ seen: data.updateStateByKey(update, 1, true) }),
    }).then(({ seen }) => seen)

  it('is called once per partition and batch, with the time if it asks for it', async () => {
    const calls: unknown[] = []
    await runStreamTest({
      inputs: { data: batches },
      checkpointDir: checkpoints(),
      build: (_, { data }) => ({
        seen: data.updateStateByKey(
          (time: Time, entries: Iterable<[string, number[], number | undefined]>) => {
            const all = [...entries]
            calls.push([time.milliseconds, all])
            return all.map(([k, values, n]): [string, number] => [k, values.length + (n ?? 0)])
          },
          1,
          true,
        ),
      }),
    })
    expect(calls).toEqual([
      [1000, [['a', [1], undefined]]],
      [
        2000,
        [
          ['a', [3], 1],
          ['b', [2], undefined],
        ],
      ],
      [
        3000,
        [
          ['a', [], 2],
          ['b', [], 1],
        ],
      ],
    ])
  })

  it('has the order of its results; keys may come that were not there', async () => {
    const seen = await run<number>((entries) => {
      const all = [...entries].filter(([k]) => k !== 'extra')
      const states = all.map(([k, values, n]): [string, number] => [k, values.length + (n ?? 0)])
      return [['extra', all.length], ...states.toReversed()]
    })
    expect(seen).toEqual([
      [
        ['extra', 1],
        ['a', 1],
      ],
      [
        ['extra', 2],
        ['b', 1],
        ['a', 2],
      ],
      [
        ['extra', 2],
        ['a', 2],
        ['b', 1],
      ],
    ])
  })

  it('of a key given twice the last counts; null and undefined are no state', async () => {
    const seen = await run<number | null>(() => [
      ['x', 1],
      ['y', null],
      ['x', 2],
      ['z', undefined as never],
    ])
    expect(seen).toEqual([[['x', 2]], [['x', 2]], [['x', 2]]])
  })

  it('may change what it is given', async () => {
    const seen = await runStreamTest({
      inputs: { data: batches },
      checkpointDir: checkpoints(),
      partitions: 1,
      build: (_, { data }) => {
        const lists = data.updateStateByKey(
          function* (entries: Iterable<[string, number[], number[] | undefined]>) {
            for (const [k, values, state = []] of entries) {
              state.push(...values.splice(0))
              yield [k, state] as [string, number[]]
            }
          },
          1,
          true,
        )
        return { lists, before: lists.window(2) }
      },
    })
    expect(seen.before.at(-1)).toEqual([
      ['a', [1, 3]],
      ['b', [2]],
      ['a', [1, 3]],
      ['b', [2]],
    ])
    expect(seen.before[1]).toEqual([
      ['a', [1]],
      ['a', [1, 3]],
      ['b', [2]],
    ])
  })

  it('goes on with many keys between idle batches', async () => {
    const many = Array.from({ length: 3000 }, (_, i): [string, number] => [`key ${i % 2000}`, i])
    const { seen } = await runStreamTest({
      inputs: { data: [many, [], many] },
      checkpointDir: checkpoints(),
      build: (_, { data }) => ({
        seen: data
          .updateStateByKey(
            (entries: Iterable<[string, number[], number | undefined]>) =>
              [...entries].map(([k, v, n]): [string, number] => [k, v.length + (n ?? 0)]),
            3,
            true,
          )
          .map(([, n]) => n)
          .reduce((a, b) => a + b),
      }),
    })
    expect(seen).toEqual([[3000], [3000], [6000]])
  })

  it('keeps the partitioner only if it is told to', async () => {
    class Own extends Partitioner {
      readonly numPartitions = 2
      getPartition(k: unknown): number {
        return String(k) === 'a' ? 0 : 1
      }
    }
    const own = new Own()
    const known: unknown[] = []
    await runStreamTest({
      inputs: { data: batches },
      checkpointDir: checkpoints(),
      build: (_, { data }) => {
        const update = (entries: Iterable<[string, number[], number | undefined]>) =>
          [...entries].map(([k, v, n]): [string, number] => [k, v.length + (n ?? 0)])
        const kept = data.updateStateByKey(update, own, true)
        const dropped = data.updateStateByKey(update, own, false)
        kept.foreachRDD((rdd) => void known.push(rdd.node.partitioner !== undefined))
        dropped.foreachRDD((rdd) => void known.push(rdd.node.partitioner !== undefined))
        return { kept, dropped }
      },
    })
    expect(known.slice(0, 2)).toEqual([true, false])
  })

  it.each<[string, unknown, string]>([
    ['nothing', () => undefined, 'TAP506'],
    ['a number', () => 5, 'TAP506'],
    ['a promise', () => Promise.resolve([]), 'TAP503'],
    ['no pairs', () => ['ab'], 'TAP402'],
    ['lists of three', () => [['a', 1, 2]], 'TAP402'],
    ['promises as states', () => [['a', Promise.resolve(1)]], 'TAP503'],
    ['keys that cannot be compared', () => [[Symbol('a'), 1]], 'TAP408'],
    [
      'an error',
      function* () {
        yield ['a', 1]
        throw new Error('no')
      },
      'TAP501',
    ],
  ])('that gives %s fails the batch', async (_, update, code) => {
    await expect(run(update as never)).rejects.toMatchObject({ code })
  })
})
