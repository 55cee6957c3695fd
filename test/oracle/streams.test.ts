import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DStream, RDD, type StreamingContext } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { element, elements, gappyBatches, pairs, text } from './arbitraries.ts'
import {
  concat,
  folded,
  joinLists,
  type Pair,
  PARTITIONS,
  type Parts,
  placed,
  slices,
} from './arrays.ts'
import { type Collection, NARROW } from './narrow-operators.ts'

interface Run {
  readonly partitions: number
  /** Cores: the number of partitions that shuffles of a stream make. */
  readonly cores?: number
}

type Built = DStream<unknown>
type Batches = readonly (readonly unknown[] | null)[]

const RUNS = { numRuns: 6 }

/** What a stream gives, batch by batch, as lists per partition; null where it has no RDD. */
const observed = async (
  batches: Batches,
  { partitions, cores = 1 }: Run,
  build: (stream: Built, ssc: StreamingContext) => Built,
): Promise<(Parts | null)[]> => {
  const { parts } = await runStreamTest({
    inputs: { data: batches as (string[] | null)[] },
    partitions,
    master: `local[${cores}]`,
    build: (ssc, { data }) => ({ parts: build(data as Built, ssc).glom() }),
  })
  return parts.map((batch) => batch && batch.map((part) => [...part]))
}

const perBatch = (batches: Batches, n: number, oracle: (parts: Parts) => Parts): (Parts | null)[] =>
  batches.map((batch) => batch && oracle(slices(batch, n)))

describe.each(PARTITIONS)(
  'narrow operators on batches of %i partitions; no RDD, no result',
  (n) => {
    it.each(NARROW.map((operator, i) => ({ ...operator, i })))(
      '$method ($i)',
      async ({ over, apply, oracle }) => {
        const data = (over === 'pairs' ? pairs : elements) as fc.Arbitrary<unknown[]>
        await fc.assert(
          fc.asyncProperty(gappyBatches(data), async (batches) => {
            const seen = await observed(batches, { partitions: n }, (stream) =>
              apply(stream as Collection),
            )
            expect(seen).toEqual(perBatch(batches, n, oracle))
          }),
          RUNS,
        )
      },
    )
  },
)

describe.each(PARTITIONS)('keyed operators on batches of %i partitions', (n) => {
  const keyed = (
    name: string,
    build: (stream: DStream<[unknown, string]>, m?: number) => Built,
    oracle: (data: readonly Pair[]) => Pair[],
  ): void => {
    it.each([undefined, 1, 3])(`${name} into %o partitions`, async (m) => {
      await fc.assert(
        fc.asyncProperty(gappyBatches(pairs), async (batches) => {
          const seen = await observed(batches, { partitions: n, cores: 3 }, (stream) =>
            build(stream as unknown as DStream<[unknown, string]>, m),
          )
          const all = batches.map((batch) => batch && placed(oracle(batch as Pair[]), m ?? 3))
          expect(seen).toEqual(all)
        }),
        RUNS,
      )
    })
  }
  keyed(
    'reduceByKey',
    (s, m) => s.reduceByKey(concat, m),
    (data) => folded(data, concat),
  )
  keyed(
    'groupByKey',
    (s, m) => s.groupByKey(m),
    (data) => folded(data, joinLists, (v) => [v]),
  )
  keyed(
    'countByValue',
    (s, m) => s.map(([k]) => k as string).countByValue(m),
    (data) =>
      folded(
        data.map(([k]) => [k, 1]),
        (a: number, b: number) => a + b,
      ),
  )
})

describe.each(PARTITIONS)('one element per batch of %i partitions', (n) => {
  it('count: always one, 0 for an empty batch, nothing where there is no RDD', async () => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(elements), async (batches) => {
        const seen = await observed(batches, { partitions: n, cores: 4 }, (s) => s.count())
        expect(seen).toEqual(batches.map((batch) => batch && [[batch.length]]))
      }),
      RUNS,
    )
  })

  it('reduce: none for an empty batch', async () => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(fc.array(text, { maxLength: 9 })), async (batches) => {
        const seen = await observed(batches, { partitions: n }, (s) =>
          (s as unknown as DStream<string>).reduce(concat),
        )
        const joined = (batch: readonly string[]): string[] =>
          batch.length === 0 ? [] : [batch.join('')]
        expect(seen).toEqual(batches.map((batch) => batch && [joined(batch)]))
      }),
      RUNS,
    )
  })
})

describe('union', () => {
  it("has this stream's partitions, then the other's; a side without an RDD counts as empty", async () => {
    const both = fc.tuple(gappyBatches(elements, 4), gappyBatches(elements, 4))
    await fc.assert(
      fc.asyncProperty(both, async ([left, right]) => {
        const { seen } = await runStreamTest({
          inputs: { left: left as string[][], right: right as string[][] },
          build: (_, { left, right }) => ({ seen: left.union(right) }),
        })
        const at = (batches: Batches, i: number): readonly unknown[] | null =>
          i < batches.length ? batches[i]! : []
        const expected = seen.map((_, i) => {
          const [a, b] = [at(left, i), at(right, i)]
          return a === null && b === null ? null : [...(a ?? []), ...(b ?? [])]
        })
        expect(seen).toEqual(expected)
      }),
      RUNS,
    )
  })

  it('of a stream with itself doubles it', async () => {
    const { seen } = await runStreamTest({
      inputs: { data: [['a', 'b'], []] },
      build: (_, { data }) => ({ seen: data.union(data) }),
    })
    expect(seen).toEqual([['a', 'b', 'a', 'b'], []])
  })
})

describe('transform', () => {
  it('is given the RDD and the time of each batch, once, in order', async () => {
    const times: string[] = []
    const { seen } = await runStreamTest({
      inputs: { data: [['a'], null, ['b', 'c']] },
      batchInterval: 2,
      build: (ssc, { data }) => ({
        seen: data.transform(async (rdd, time) => {
          times.push(String(time))
          const n = await rdd.count()
          return rdd.union(ssc.sparkContext.parallelize([`${n}`], 1))
        }),
      }),
    })
    expect(seen).toEqual([['a', '1'], null, ['b', 'c', '2']])
    expect(times).toEqual(['2000 ms', '6000 ms'])
  })

  it('may give any RDD', async () => {
    const { seen } = await runStreamTest({
      inputs: { data: [['a', 'b', 'a']] },
      partitions: 1,
      build: (_, { data }) => ({
        seen: data.transform((rdd) => rdd.map((x) => [x, 1]).reduceByKey((a, b) => a + b)),
      }),
    })
    expect(seen).toEqual([
      [
        ['a', 2],
        ['b', 1],
      ],
    ])
  })

  it.each([
    ['nothing', () => undefined, 'TAP506'],
    ['null', () => null, 'TAP506'],
    ['an array', () => [1], 'TAP506'],
    [
      'an error',
      () => {
        throw new RangeError('no')
      },
      'TAP508',
    ],
  ])('that gives %s fails its batch', async (_, f, code) => {
    const run = runStreamTest({
      inputs: { data: [['a']] },
      build: (_ssc, { data }) => ({ seen: data.transform(f as unknown as () => RDD<string>) }),
    })
    await expect(run).rejects.toMatchObject({ code })
  })
})

describe('foreachRDD', () => {
  it('is given every RDD with its time; one computation is shared by all outputs that ask for it', async () => {
    const seen: unknown[] = []
    let calls = 0
    await runStreamTest({
      inputs: { data: [['a', 'b'], null, ['c']] },
      build: (_, { data }) => {
        const noted = data.cache().map((x) => {
          calls++
          return x
        })
        noted.cache()
        noted.foreachRDD(async (rdd, time) => seen.push([time.milliseconds, await rdd.collect()]))
        noted.foreachRDD(async (rdd) => seen.push(await rdd.count()))
        return { noted }
      },
    })
    expect(seen).toEqual([[1000, ['a', 'b']], 2, [3000, ['c']], 1])
    expect(calls).toBe(3)
  })
})

describe('batching does not matter for stateless operators', () => {
  it.each(
    NARROW.filter(({ method }) =>
      /^(map|flatMap|filter|mapValues|flatMapValues|mapAsync|flatMapAsync|filterAsync)$/.test(
        method,
      ),
    ).map((operator, i) => ({ ...operator, i })),
  )('$method ($i)', async ({ over, apply, oracle }) => {
    const data = (over === 'pairs' ? pairs : elements) as fc.Arbitrary<unknown[]>
    await fc.assert(
      fc.asyncProperty(data, fc.array(fc.nat({ max: 14 }), { maxLength: 3 }), async (all, cuts) => {
        const ends = [
          ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b),
          all.length,
        ]
        const batches = ends.map((end, i) => all.slice(ends[i - 1] ?? 0, end))
        const seen = await observed(batches, { partitions: 2 }, (s) => apply(s as Collection))
        expect(seen.flatMap((parts) => parts!.flat())).toEqual(oracle([all]).flat())
      }),
      RUNS,
    )
  })
})

describe('queueStream', () => {
  const build =
    (queue: unknown[], ...rest: unknown[]) =>
    (_: Built, ssc: StreamingContext): Built =>
      (ssc.queueStream as (...args: unknown[]) => Built).call(ssc, queue, ...rest)
  const four: Batches = [[], [], [], []]

  it.each([
    ['one item per batch', [['a', 'b'], ['c']], [], [[['a', 'b']], [['c']], [[]], [[]]]],
    ['all at once', [['a'], ['b', 'c']], [false], [[['a'], ['b', 'c']], [[]], [[]], [[]]]],
    ['a default', [['a']], [true, ['z']], [[['a']], [['z']], [['z']], [['z']]]],
    ['a default by name', [['a']], [{ default: ['z'] }], [[['a']], [['z']], [['z']], [['z']]]],
    ['null as default: no partitions', [['a']], [true, null], [[['a']], [], [], []]],
    ['an empty queue', [], [], [[[]], [[]], [[]], [[]]]],
  ])('%s', async (_, queue, rest, expected) => {
    const items: unknown[] = [...queue]
    expect(await observed(four, { partitions: 1 }, build(items, ...rest))).toEqual(expected)
    expect(items).toEqual([])
  })

  it('is live, and takes RDDs', async () => {
    const queue: unknown[] = []
    const seen = await observed([[], [], []], { partitions: 1 }, (_, ssc) => {
      const { sparkContext: sc } = ssc
      queue.push(sc.parallelize(['a', 'b'], 2))
      const stream = ssc.queueStream(queue as string[][])
      stream.foreachRDD((_rdd, time) => {
        if (time.milliseconds === 1000) queue.push(['later'])
      })
      return stream
    })
    expect(seen).toEqual([[['a'], ['b']], [['later']], [[]]])
  })

  it('refuses an item that is neither', async () => {
    const run = observed([[]], { partitions: 1 }, build(['word']))
    await expect(run).rejects.toMatchObject({ code: 'TAP109' })
  })
})

describe('the testing kit', () => {
  it('cuts batches as Scala does, and goes on with empty batches', async () => {
    const seen = await observed([['a', 'b', 'c'], null, []], { partitions: 2 }, (s) => s)
    expect(seen).toEqual([[['a'], ['b', 'c']], null, [[], []]])
    const { data } = await runStreamTest({
      inputs: { data: [['a']] },
      batches: 3,
      build: (_, inputs) => inputs,
    })
    expect(data).toEqual([['a'], [], []])
  })

  it('keeps every kind of element as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(element, { maxLength: 20 }), async (batch) => {
        expect(await observed([batch], { partitions: 1 }, (s) => s)).toEqual([[batch]])
      }),
      RUNS,
    )
  })

  it('queues runs that are started at once', async () => {
    const run = (word: string) =>
      runStreamTest({ inputs: { data: [[word]] }, build: (_, { data }) => ({ data }) })
    const all = await Promise.all(['a', 'b', 'c'].map(run))
    expect(all.map(({ data }) => data)).toEqual([[['a']], [['b']], [['c']]])
  })

  it('rejects with the first error of a batch, and the next run is not disturbed', async () => {
    const run = runStreamTest({
      inputs: { data: [['fine'], ['first'], ['second']] },
      build: (_, { data }) => ({
        data: data.map((word) => {
          if (word !== 'fine') throw new Error(word)
          return word
        }),
      }),
    })
    await expect(run).rejects.toThrow(/first/)
    expect(await observed([['a']], { partitions: 1 }, (s) => s)).toEqual([[['a']]])
  })
})
