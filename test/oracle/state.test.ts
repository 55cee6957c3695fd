import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runStreamTest } from 'tapstream/testing'
import { canonical } from '../../src/columns/arbitrary-key.fixture.ts'
import { gappyBatches, key, pairs, text } from './arbitraries.ts'
import { joinLists, folded, type Pair, PARTITIONS, placed } from './arrays.ts'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

type Update = (values: string[], state: string | undefined) => string | null | undefined

/** Keys grow, are removed when they are long, shrink while they are idle, and come back. */
const update: Update = (values, state) => {
  const next = (state ?? '') + values.join('')
  if (next.length > 6) return null
  if (values.length === 0 && next.length > 3) return next.slice(1)
  return next === 'x' ? undefined : next
}

type Batches = readonly (readonly Pair[] | null)[]

interface Call {
  readonly values: readonly string[]
  readonly state: string | undefined
}

interface Expected {
  readonly states: (Pair[][] | null)[]
  readonly calls: Call[]
}

/** One Map per partition: old keys in their order, then new ones in theirs; null and undefined end a key. */
const oracle = (batches: Batches, n: number, initial: readonly Pair[] | undefined): Expected => {
  const calls: Call[] = []
  let states: Map<string, Pair>[] | undefined
  const seeded = (): Map<string, Pair>[] =>
    placed(
      folded(initial ?? [], (_, last) => last),
      n,
    ).map((part) => new Map(part.map((pair) => [canonical(pair[0]), pair])))
  const results = batches.map((batch) => {
    if (states === undefined && batch === null) return null
    states ??= seeded()
    const groups = placed(
      folded(batch ?? [], joinLists, (v) => [v]),
      n,
    )
    states = states.map((state, p) => {
      const fresh = new Map(groups[p]!.map(([k, list]) => [canonical(k), [k, list] as const]))
      const next = new Map<string, Pair>()
      const call = (id: string, k: unknown, before: string | undefined): void => {
        const values = [...((fresh.get(id)?.[1] ?? []) as string[])]
        calls.push({ values, state: before })
        const after = update(values, before)
        if (after !== null && after !== undefined) next.set(id, [k, after])
      }
      for (const [id, [k, before]] of state) call(id, k, before as string)
      for (const [id, [k]] of fresh) if (!state.has(id)) call(id, k, undefined)
      return next
    })
    return states.map((state) => [...state.values()])
  })
  return { states: results, calls }
}

/** What the stream gives and how it called the function, beside the Map. */
const both = async (
  batches: Batches,
  partitions: number,
  n: number,
  initial?: readonly Pair[],
): Promise<readonly [found: unknown, expected: Expected]> => {
  const calls: Call[] = []
  const { seen } = await runStreamTest({
    inputs: { data: batches as [string, string][][] },
    checkpointDir: checkpoints(),
    partitions,
    build: (ssc, { data }) => ({
      seen: data
        .updateStateByKey<string, string>(
          (values, state) => {
            calls.push({ values: [...values], state })
            return update(values, state)
          },
          n,
          initial && ssc.sparkContext.parallelize(initial as [string, string][], 3),
        )
        .glom(),
    }),
  })
  const states = seen.map((parts) => parts && parts.map((part) => [...part]))
  return [{ states, calls }, oracle(batches, n, initial)]
}

const RUNS = { numRuns: 15 }

describe('updateStateByKey', () => {
  it.each(PARTITIONS)(
    'is a Map that lives from batch to batch, from %i partitions',
    async (partitions) => {
      await fc.assert(
        fc.asyncProperty(
          gappyBatches(pairs, 9),
          fc.constantFrom(...PARTITIONS),
          async (batches, n) => {
            const [found, expected] = await both(batches, partitions, n)
            expect(found).toEqual(expected)
          },
        ),
        RUNS,
      )
    },
  )

  it('starts from the initial state, of a key given twice the last', async () => {
    const initial = fc.array(fc.tuple(key, text), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        gappyBatches(pairs, 6),
        initial,
        fc.constantFrom(...PARTITIONS),
        async (batches, initial, n) => {
          const [found, expected] = await both(batches, 2, n, initial)
          expect(found).toEqual(expected)
        },
      ),
      RUNS,
    )
  })

  it('goes on with long batches between idle ones', async () => {
    const many = fc.array(
      fc.tuple(
        fc.nat({ max: 400 }).map((i) => `key ${i}`),
        text,
      ),
      { minLength: 200, maxLength: 300 },
    )
    const batches = fc.array(fc.oneof(many, fc.constant([]), fc.constant(null)), {
      minLength: 3,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(batches, async (batches) => {
        const [found, expected] = await both(batches, 3, 2)
        expect(found).toEqual(expected)
      }),
      { numRuns: 6 },
    )
  })

  const running = (initial: unknown, batches: [string, number][][] = [[['a', 1]], []]) =>
    runStreamTest({
      inputs: { data: batches },
      checkpointDir: checkpoints(),
      build: (_, { data }) => ({
        seen: data.updateStateByKey((values, n) => values.reduce((a, b) => a + b, n ?? 0), {
          initialRDD: initial as [string, number][],
        }),
      }),
    }).then(({ seen }) => seen)

  it('takes the initial state as an array of pairs too; an empty one is none', async () => {
    expect(
      await running([
        ['b', 5],
        ['a', 2],
      ]),
    ).toEqual([
      [
        ['b', 5],
        ['a', 3],
      ],
      [
        ['b', 5],
        ['a', 3],
      ],
    ])
    expect(await running([])).toEqual([[['a', 1]], [['a', 1]]])
  })

  it('is called for idle keys with a list that is theirs', async () => {
    const { seen } = await runStreamTest({
      inputs: {
        data: [
          [
            ['a', 1],
            ['a', 2],
          ],
          [],
          [['b', 7]],
        ] as [string, number][][],
      },
      checkpointDir: checkpoints(),
      build: (_, { data }) => ({
        seen: data.updateStateByKey((values, last) => {
          const newest = values.pop() ?? last
          values.push(99)
          return newest
        }),
      }),
    })
    expect(seen).toEqual([
      [['a', 2]],
      [['a', 2]],
      [
        ['a', 2],
        ['b', 7],
      ],
    ])
  })

  it.each([
    ['zero', 0],
    ['false', false],
    ['an empty text', ''],
    ['a tuple', ['x', 1]],
    ['an object', { n: 1 }],
    ['a date', new Date(0)],
  ])('keeps %s as state', async (_, state) => {
    const { seen } = await runStreamTest({
      inputs: { data: [[['a', 1]], []] as [string, number][][] },
      checkpointDir: checkpoints(),
      build: (_ssc, { data }) => ({
        seen: data.updateStateByKey<string, number, unknown>(() => state),
      }),
    })
    expect(seen).toEqual([[['a', state]], [['a', state]]])
  })

  it('computes each state once, however many ask for it', async () => {
    let calls = 0
    await runStreamTest({
      inputs: { data: [[['a', 1]], [], [['a', 1]]] as [string, number][][] },
      checkpointDir: checkpoints(),
      build: (_, { data }) => {
        const state = data.updateStateByKey<string, number>((values, n) => {
          calls++
          return values.length + (n ?? 0)
        })
        state.foreachRDD(async (rdd) => {
          await rdd.count()
          await rdd.collect()
        })
        return {
          state,
          doubled: state.mapValues((n) => n * 2),
          again: state.reduceByKey((a, b) => a + b),
        }
      },
    })
    expect(calls).toBe(3)
  })

  it('lives on in batches in which no output asks for it', async () => {
    const seen: unknown[] = []
    await runStreamTest({
      inputs: { data: Array.from({ length: 60 }, () => [['a', 1]] as [string, number][]) },
      checkpointDir: checkpoints(),
      build: (_, { data }) => {
        const state = data.updateStateByKey<string, number>((values, n) => values.length + (n ?? 0))
        state.foreachRDD(async (rdd, time) => {
          if (Number(time) % 20_000 === 0) seen.push(await rdd.collect())
        })
        return { data }
      },
    })
    expect(seen).toEqual([[['a', 20]], [['a', 40]], [['a', 60]]])
  })

  it('keeps the state of the batch before when a batch fails, and tries the failed one again', async () => {
    let fail = true
    const seen: unknown[] = []
    const run = runStreamTest({
      inputs: { data: [[['a', 1]], [['a', 1]], [['a', 1]]] as [string, number][][] },
      checkpointDir: checkpoints(),
      build: (ssc, { data }) => {
        const state = data.updateStateByKey<string, number>((values, n) => {
          if (n === 1 && fail) {
            fail = false
            throw new Error('once')
          }
          return values.length + (n ?? 0)
        })
        state.foreachRDD(async (rdd) => seen.push(await rdd.collect()))
        // Who awaits takes the error, so that the run goes on.
        ssc
          .awaitTermination()
          .catch((error: unknown) => seen.push((error as { code: string }).code))
        return { data }
      },
    })
    await run
    expect(seen).toEqual([[['a', 1]], 'TAP501', [['a', 3]]])
  })
})
