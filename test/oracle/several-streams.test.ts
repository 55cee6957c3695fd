import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DStream, RDD } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { gappyBatches, text } from './arbitraries.ts'

const RUNS = { numRuns: 8 }

const texts = gappyBatches(fc.array(text, { maxLength: 5 }), 4)

type Batches = readonly (readonly string[] | null)[]

/** A batch that an input has not, or no more. */
const at = (batches: Batches, i: number): readonly string[] | null =>
  i < batches.length ? batches[i]! : []

const longest = (inputs: readonly Batches[]): number =>
  Math.max(...inputs.map(({ length }) => length))

/** The batches of all inputs at each time; null when none of them has an RDD. */
const beside = (inputs: readonly Batches[]): ((readonly string[])[] | null)[] =>
  Array.from({ length: longest(inputs) }, (_, i) => {
    const all = inputs.map((batches) => at(batches, i))
    return all.every((batch) => batch === null) ? null : all.map((batch) => batch ?? [])
  })

const failing = {
  'an array': [() => [1], 'TAP506'],
  nothing: [() => undefined, 'TAP506'],
  'an error': [
    () => {
      throw new RangeError('no')
    },
    'TAP508',
  ],
} as const

describe('ssc.union', () => {
  it.each([
    ['of arguments', (streams: DStream<string>[]) => streams],
    ['of an array', (streams: DStream<string>[]) => [streams]],
  ])('%s is one stream behind the other', async (_, given) => {
    await fc.assert(
      fc.asyncProperty(texts, texts, texts, async (a, b, c) => {
        const { seen } = await runStreamTest({
          inputs: { a: a as string[][], b: b as string[][], c: c as string[][] },
          build: (ssc, inputs) => ({
            seen: ssc.union(...(given([inputs.a, inputs.b, inputs.c]) as DStream<string>[])),
          }),
        })
        expect(seen).toEqual(beside([a, b, c]).map((all) => all && all.flat()))
      }),
      RUNS,
    )
  })

  it('of one stream is that stream', async () => {
    const { seen } = await runStreamTest({
      inputs: { data: [['a'], null] },
      build: (ssc, { data }) => ({ seen: ssc.union(data) }),
    })
    expect(seen).toEqual([['a'], null])
  })
})

describe('transformWith', () => {
  it('is given both RDDs and the time; an empty one for a side without', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, async (a, b) => {
        const times: number[] = []
        const { seen } = await runStreamTest({
          inputs: { a: a as string[][], b: b as string[][] },
          build: (_, { a: left, b: right }) => ({
            seen: left.transformWith(right, async (rdd, other, time) => {
              times.push(time.milliseconds)
              const n = await other.count()
              return other.union(rdd.map((x) => `${x}${n}`))
            }),
          }),
        })
        const both = beside([a, b])
        expect(seen).toEqual(
          both.map((all) => all && [...all[1]!, ...all[0]!.map((x) => `${x}${all[1]!.length}`)]),
        )
        expect(times).toEqual(both.flatMap((all, i) => (all === null ? [] : [(i + 1) * 1000])))
      }),
      RUNS,
    )
  })

  it.each(Object.entries(failing))('that gives %s fails its batch', async (_, [f, code]) => {
    const run = runStreamTest({
      inputs: { data: [['a']] },
      build: (_ssc, { data }) => ({
        seen: data.transformWith(data, f as unknown as () => RDD<string>),
      }),
    })
    await expect(run).rejects.toMatchObject({ code })
  })
})

describe('ssc.transform', () => {
  it('is given all RDDs and the time', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, texts, async (a, b, c) => {
        const { seen } = await runStreamTest({
          inputs: { a: a as string[][], b: b as string[][], c: c as string[][] },
          build: (ssc, inputs) => ({
            seen: ssc.transform([inputs.c, inputs.a, inputs.b], ([x, y, z], time) =>
              z.union(x).union(y.map((word) => `${word}${Number(time) / 1000}`)),
            ),
          }),
        })
        const expected = beside([a, b, c]).map(
          (all, i) => all && [...all[1]!, ...all[2]!, ...all[0]!.map((word) => `${word}${i + 1}`)],
        )
        expect(seen).toEqual(expected)
      }),
      RUNS,
    )
  })

  it.each(Object.entries(failing))('that gives %s fails its batch', async (_, [f, code]) => {
    const run = runStreamTest({
      inputs: { data: [['a']] },
      build: (ssc, { data }) => ({
        seen: ssc.transform([data], f as unknown as () => RDD<string>),
      }),
    })
    await expect(run).rejects.toMatchObject({ code })
  })
})

describe('slice', () => {
  const batches = [['a'], ['b'], null, ['d'], ['e'], ['f']]

  /** What `slice(from, to)` has in the last batch, with all batches remembered or only what is needed. */
  const sliced = async (
    from: number,
    to: number,
    { remember = 60, length = 1 }: { remember?: number; length?: number } = {},
  ): Promise<unknown> => {
    let found: unknown
    await runStreamTest({
      inputs: { data: batches },
      partitions: 1,
      build: (ssc, { data }) => {
        if (remember > 0) ssc.remember(remember)
        const stream = data.window(length, length).map((x) => x.toUpperCase())
        stream.foreachRDD(async (_, time) => {
          if (time.milliseconds < 6000) return
          const rdds = await stream.slice(from, to)
          found = await Promise.all(rdds.map((rdd) => rdd.collect()))
        })
        return { stream }
      },
    })
    return found
  }

  it.each([
    ['both ends are included', 2000, 4000, [['B'], [], ['D']]],
    ['ends are cut to the slide', 2999, 4001, [['B'], [], ['D']]],
    ['from before the beginning', -5000, 2000, [['A'], ['B']]],
    ['to after the newest batch', 5000, 99_000, [['E'], ['F']]],
    ['backwards', 4000, 2000, []],
    ['in between two', 4500, 4700, [['D']]],
  ])('%s', async (_, from, to, expected) => {
    expect(await sliced(from, to)).toEqual(expected)
  })

  it('counts slides from the beginning of time', async () => {
    expect(await sliced(3000, 6000, { length: 2 })).toEqual([['A', 'B'], ['D'], ['E', 'F']])
  })

  it('has what is remembered, and the batch that is under way', async () => {
    expect(await sliced(0, 6000, { remember: 2 })).toEqual([['D'], ['E'], ['F']])
    expect(await sliced(0, 6000, { remember: 0 })).toEqual([['E'], ['F']])
  })

  it('takes times and dates, and leaves out where there is no RDD', async () => {
    const found: unknown[] = []
    await runStreamTest({
      inputs: { data: batches },
      build: (ssc, { data }) => {
        ssc.remember(60)
        data.foreachRDD(async (_, time) => {
          if (time.milliseconds < 4000) return
          const { length } = await data.slice(new Date(1000), time)
          found.push(length)
        })
        return { data }
      },
    })
    expect(found).toEqual([3, 4, 5])
  })
})

describe('checkpoint', () => {
  it('changes nothing of what a stream gives', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 4 }), async (batches, interval) => {
        const counting = (stream: DStream<string>): DStream<[string, number]> =>
          stream.map((x) => [x, 1]).updateStateByKey((ones, n) => ones.length + (n ?? 0))
        const { saved, plain, state, same } = await runStreamTest({
          inputs: { data: batches as string[][] },
          checkpointDir: checkpoints(),
          build: (_, { data }) => ({
            saved: data.map((x) => `${x}!`).checkpoint(interval),
            plain: data.map((x) => `${x}!`),
            state: counting(data).checkpoint(interval),
            same: counting(data),
          }),
        })
        expect(saved).toEqual(plain)
        expect(state).toEqual(same)
      }),
      RUNS,
    )
  })

  it('keeps what was computed, for all outputs', async () => {
    let calls = 0
    await runStreamTest({
      inputs: { data: [['a', 'b'], ['c']] },
      checkpointDir: checkpoints(),
      build: (_, { data }) => {
        const noted = data
          .map((x) => {
            calls++
            return x
          })
          .checkpoint(2)
        return { noted, again: noted.map((x) => x) }
      },
    })
    expect(calls).toBe(3)
  })
})
