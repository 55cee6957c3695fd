import { describe, expect, it, vi } from 'vitest'
import type { DStream, StreamingContext } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

// Which empties give what: four batches, of which only the second has records. `null`: the stream has no RDD.

type Seen = (unknown[] | null)[]

const SOURCES = ['an empty RDD', 'an RDD without partitions', 'no RDD'] as const
type Source = (typeof SOURCES)[number]

const idle = (source: Source): string[] | null => (source === 'no RDD' ? null : [])

const words = (source: Source, data: DStream<string>, ssc: StreamingContext): DStream<string> =>
  source === 'an RDD without partitions'
    ? data.transform(async (rdd) =>
        (await rdd.isEmpty()) ? ssc.sparkContext.emptyRDD<string>() : rdd,
      )
    : data

const run = async (
  source: Source,
  build: (words: DStream<string>, ssc: StreamingContext) => DStream<unknown>,
): Promise<Seen> => {
  const { seen } = await runStreamTest({
    inputs: { data: [idle(source), ['a', 'b'], idle(source), idle(source)] },
    checkpointDir: checkpoints(),
    partitions: 1,
    build: (ssc, { data }) => ({ seen: build(words(source, data, ssc), ssc) }),
  })
  return seen.map((rows) => rows && [...(rows as unknown[])])
}

const concat = (a: string, b: string): string => a + b
const pairs = (s: DStream<string>): DStream<[string, number]> => s.map((w) => [w, 1])
const both: unknown[] = [
  ['a', 1],
  ['b', 1],
]

/** What idle batches give when they have an RDD (without one they give none), and what the records give. */
interface Row {
  readonly operator: string
  readonly build: (words: DStream<string>, ssc: StreamingContext) => DStream<unknown>
  readonly empty: unknown[]
  readonly records: unknown[]
}

describe.each<Row>([
  { operator: 'map', build: (s) => s.map((w) => w), empty: [], records: ['a', 'b'] },
  { operator: 'count', build: (s) => s.count(), empty: [0], records: [2] },
  { operator: 'reduce', build: (s) => s.reduce(concat), empty: [], records: ['ab'] },
  { operator: 'countByValue', build: (s) => s.countByValue(), empty: [], records: both },
  {
    operator: 'reduceByKey',
    build: (s) => pairs(s).reduceByKey((a, b) => a + b),
    empty: [],
    records: both,
  },
  {
    operator: 'groupByKey',
    build: (s) => pairs(s).groupByKey(),
    empty: [],
    records: [
      ['a', [1]],
      ['b', [1]],
    ],
  },
  {
    operator: 'join',
    build: (s) => pairs(s).join(pairs(s)),
    empty: [],
    records: [
      ['a', [1, 1]],
      ['b', [1, 1]],
    ],
  },
  {
    operator: 'join with an RDD',
    build: (s, ssc) => pairs(s).join(ssc.sparkContext.parallelize([['a', true]])),
    empty: [],
    records: [['a', [1, true]]],
  },
  {
    operator: 'rightOuterJoin with an RDD',
    build: (s, ssc) => pairs(s).rightOuterJoin(ssc.sparkContext.parallelize([['a', true]])),
    empty: [['a', [null, true]]],
    records: [['a', [1, true]]],
  },
  { operator: 'union', build: (s) => s.union(s), empty: [], records: ['a', 'b', 'a', 'b'] },
  {
    operator: 'union with an RDD',
    build: (s, ssc) => s.union(ssc.sparkContext.parallelize(['z'])),
    empty: ['z'],
    records: ['a', 'b', 'z'],
  },
  { operator: 'repartition', build: (s) => s.repartition(1), empty: [], records: ['a', 'b'] },
])('$operator', ({ build, empty, records }) => {
  it.each(SOURCES)('of %s', async (source) => {
    const expected = source === 'no RDD' ? null : empty
    expect(await run(source, build)).toEqual([expected, records, expected, expected])
  })
})

describe('a window of two batches has an RDD whether its batches have one or not', () => {
  it.each<[string, Row['build'], Seen]>([
    ['window', (s) => s.window(2), [[], ['a', 'b'], ['a', 'b'], []]],
    ['count of a window', (s) => s.window(2).count(), [[0], [2], [2], [0]]],
    // Nothing before the first record ever.
    ['countByWindow', (s) => s.countByWindow(2), [[], [2], [2], [0]]],
    ['countByValueAndWindow', (s) => s.countByValueAndWindow(2), [[], both, both, []]],
    ['reduceByWindow', (s) => s.reduceByWindow(concat, 2), [[], ['ab'], ['ab'], []]],
    [
      'reduceByWindow with an inverse',
      (s) =>
        s
          .map((w) => w.length)
          .reduceByWindow(
            (a, b) => a + b,
            (a, b) => a - b,
            2,
          ),
      [[], [2], [2], []],
    ],
    [
      'reduceByKeyAndWindow',
      (s) => pairs(s).reduceByKeyAndWindow((a, b) => a + b, 2),
      [[], both, both, []],
    ],
    [
      'reduceByKeyAndWindow with an inverse',
      (s) =>
        pairs(s).reduceByKeyAndWindow(
          (a, b) => a + b,
          (a, b) => a - b,
          2,
        ),
      [[], both, both, []],
    ],
    [
      'groupByKeyAndWindow',
      (s) =>
        pairs(s)
          .groupByKeyAndWindow(2)
          .mapValues((list) => list.length),
      [[], both, both, []],
    ],
  ])('%s', async (_, build, expected) => {
    for (const source of SOURCES) expect(await run(source, build)).toEqual(expected)
  })
})

describe('state', () => {
  const update = (ones: number[], n: number | undefined): number => ones.length + (n ?? 0)

  it.each(SOURCES)('of %s is the whole old state, and the function is called', async (source) => {
    const calls: unknown[] = []
    const seen = await run(source, (s) =>
      pairs(s).updateStateByKey((ones, n) => {
        calls.push([ones, n])
        return update(ones, n)
      }),
    )
    // No state and no RDD: nothing to make one of.
    expect(seen).toEqual([idle(source), both, both, both])
    expect(calls).toEqual([
      ...[0, 1].map(() => [[1], undefined]),
      ...[0, 1, 2, 3].map(() => [[], 1]),
    ])
  })
})

describe('what is printed', () => {
  it.each(SOURCES)('of %s', async (source) => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    let printed: unknown[]
    try {
      await run(source, (s) => {
        s.print()
        return s
      })
      printed = written.mock.calls.map(([text]) => text)
    } finally {
      written.mockRestore()
    }
    const rule = '-'.repeat(43)
    const block = (batch: number, body: string): string =>
      `${rule}\nTime: ${batch}000 ms\n${rule}\n${body}\n`
    const all = [block(1, ''), block(2, 'a\nb\n'), block(3, ''), block(4, '')]
    expect(printed).toEqual(source === 'no RDD' ? [all[1]] : all)
  })
})

describe('partitions', () => {
  it.each<[Source, (unknown[] | null)[]]>([
    ['an empty RDD', [[0], [2], [0], [0]]],
    ['an RDD without partitions', [[], [2], [], []]],
    ['no RDD', [null, [2], null, null]],
  ])('mapPartitions is called once for each, also for empty ones: %s', async (source, expected) => {
    expect(await run(source, (s) => s.mapPartitions((it) => [[...it].length]))).toEqual(expected)
    const lists = await run(source, (s) => s.glom())
    expect(lists.map((batch) => batch && batch.map((list) => (list as unknown[]).length))).toEqual(
      expected,
    )
  })
})

describe('foreachRDD', () => {
  it.each<[Source, string[]]>([
    ['an empty RDD', ['1000 ms', '2000 ms', '3000 ms', '4000 ms']],
    ['an RDD without partitions', ['1000 ms', '2000 ms', '3000 ms', '4000 ms']],
    ['no RDD', ['2000 ms']],
  ])('of %s', async (source, expected) => {
    const times: string[] = []
    await run(source, (s) => {
      s.foreachRDD((_, time) => void times.push(String(time)))
      return s
    })
    expect(times).toEqual(expected)
  })
})
