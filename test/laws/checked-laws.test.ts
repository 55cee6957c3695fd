import { afterEach, describe, expect, it } from 'vitest'
import { type DStream, SparkConf, SparkContext, type TapEvent } from 'tapstream'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { runStreamTest } from 'tapstream/testing'

type Pairs = DStream<[string, number]>
type Sums = DStream<unknown>

const broken = (calls: RegExp): unknown =>
  expect.objectContaining({ code: 'TAP403', message: expect.stringMatching(calls) as unknown })

const run = (
  batches: readonly (readonly [string, number][])[],
  build: (pairs: Pairs) => Sums,
  more: { partitions?: number; conf?: Record<string, string>; checkpointDir?: string } = {},
) =>
  runStreamTest({
    inputs: { pairs: batches },
    build: (_, { pairs }) => ({ out: build(pairs) }),
    ...more,
  })

const minus = (a: number, b: number): number => a - b
const mean = (a: number, b: number): number => (a + b) / 2
const add = (a: number, b: number): number => a + b

const ONE_BATCH: [string, number][][] = [
  [
    ['a', 5],
    ['b', 7],
    ['a', 3],
    ['a', 2],
  ],
]
const ONE_EACH: [string, number][][] = [[['a', 5]], [['a', 3]], [['a', 2]]]

describe('runStreamTest rejects a function that cannot be regrouped', () => {
  it.each<[string, (pairs: Pairs) => Sums]>([
    ['reduceByKey', (pairs) => pairs.reduceByKey(minus)],
    ['reduce', (pairs) => pairs.map(([, n]) => n).reduce(minus)],
    ['reduceByKeyAndWindow', (pairs) => pairs.reduceByKeyAndWindow(minus, 2, 1)],
    ['reduceByKey of an RDD', (pairs) => pairs.transform((rdd) => rdd.reduceByKey(minus))],
  ])('%s, within a partition', async (_, build) => {
    await expect(run(ONE_BATCH, build, { partitions: 1 })).rejects.toEqual(
      broken(/reduce\(reduce\(5, 3\), 2\) = 0 {5}reduce\(5, reduce\(3, 2\)\) = 4|not associative/),
    )
  })

  it('where each partition has one value of the key', async () => {
    await expect(
      run(ONE_BATCH, (pairs) => pairs.reduceByKey(mean), { partitions: 4 }),
    ).rejects.toEqual(broken(/^The function given to reduceByKey is not associative/))
  })

  it('where each batch of a window has one value of the key', async () => {
    await expect(run(ONE_EACH, (pairs) => pairs.reduceByKeyAndWindow(mean, 3, 1))).rejects.toEqual(
      broken(/^The function given to reduceByKeyAndWindow is not associative/),
    )
  })

  it('in an action of foreachRDD', async () => {
    const reducing = (pairs: Pairs): Sums => {
      pairs.foreachRDD((rdd) => rdd.map(([, n]) => n).reduce(minus))
      return pairs
    }
    await expect(run(ONE_BATCH, reducing, { partitions: 1 })).rejects.toEqual(
      broken(/given to reduce is not associative[^]*reduce\(reduce\(5, 7\), 3\)/),
    )
  })

  it('and says where it is, on how many values, in which batch', async () => {
    const error: unknown = await run([[], ...ONE_BATCH], (pairs) => pairs.reduceByKey(minus), {
      partitions: 1,
    }).catch((e: unknown) => e)
    expect(error).toMatchObject({
      kind: 'program',
      message: expect.stringContaining('Checked on 3 real values of batch 1970-01-01 00:00:02.'),
      text: { at: [['at', { file: import.meta.filename }]] },
    })
  })

  it('also when tasks are tried again', async () => {
    const failing = runStreamTest({
      inputs: { pairs: ONE_BATCH },
      master: 'local[1,3]',
      partitions: 1,
      build: (_, { pairs }) => ({ out: pairs.reduceByKey(minus) }),
    })
    await expect(failing).rejects.toEqual(broken(/not associative/))
  })
})

describe('runStreamTest rejects an inverse that does not undo', () => {
  const window = (f: typeof add, inverse: typeof add) => (pairs: Pairs) =>
    pairs.reduceByKeyAndWindow(f, inverse, 2, 1)

  it('with the right one, where it is known', async () => {
    const failing = run(ONE_EACH, window(add, add), { checkpointDir: checkpoints() })
    await expect(failing).rejects.toEqual(
      broken(
        /not undone by its inverse\.\n {2}reduce\(5, 3\) = 8 {5}inverse\(8, 3\) = 11 {5}expected 5\n[^]*Fix: the inverse should be {3}\(a, b\) => a - b$/,
      ),
    )
  })

  it('with what to do, where it is not', async () => {
    const failing = run(ONE_EACH, window(Math.max, minus), { checkpointDir: checkpoints() })
    await expect(failing).rejects.toEqual(broken(/expected \d[^]*Fix: correct it; or leave it out/))
  })

  it('and lets one pass that does', async () => {
    const { out } = await run(ONE_EACH, window(add, minus), { checkpointDir: checkpoints() })
    expect(out).toEqual([[['a', 5]], [['a', 8]], [['a', 5]]])
  })
})

describe('values', () => {
  it('are never changed by a check, and calls beyond those of the job cease', async () => {
    let calls = 0
    type Numbers = { n: number; of: number[] }
    const merge = (a: Numbers, b: Numbers): Numbers => {
      calls++
      a.n += b.n
      a.of.push(...b.of)
      return a
    }
    const pairs = Array.from({ length: 500 }, (_, i): [string, Numbers] => ['k', { n: i, of: [i] }])
    const given = structuredClone(pairs)
    const { out } = await runStreamTest({
      inputs: { pairs: [pairs, pairs] },
      partitions: 1,
      build: (_, inputs) => ({ out: inputs.pairs.reduceByKey(merge) }),
    })
    const numbers = pairs.map(([, { n }]) => n)
    const sum = numbers.reduce(add)
    expect(out).toEqual([[['k', { n: sum, of: numbers }]], [['k', { n: sum, of: numbers }]]])
    expect(pairs).toEqual(given)
    expect(calls).toBeLessThanOrEqual(2 * 499 + 64 * 4)
  })

  it('are not counted by accumulators when they are tried', async () => {
    let calls: { readonly value: number } | undefined
    await runStreamTest({
      inputs: { numbers: [[1, 2, 3, 4]] },
      partitions: 1,
      build: ({ sparkContext: sc }, { numbers }) => {
        const counted = sc.accumulator(0)
        calls = counted
        const sum = numbers.reduce((a, b) => {
          counted.add(1)
          return a + b
        })
        return { sum }
      },
    })
    expect(calls?.value).toBe(3)
  })

  it('that are taken into something of another kind are not tried as if they were it', async () => {
    let letters: number | undefined
    await runStreamTest({
      inputs: { words: [['a', 'bb', 'ccc', 'dddd']] },
      partitions: 1,
      build: (_, { words }) => {
        words.foreachRDD(async (rdd) => {
          const longer = (n: number, word: string): number => n + word.length
          letters = await rdd.aggregate(0, longer, add)
        })
        return { words }
      },
    })
    expect(letters).toBe(10)
  })

  it('that cannot be cloned are left alone', async () => {
    class Money {
      readonly cents: number
      constructor(cents: number) {
        this.cents = cents
      }
    }
    const { out } = await runStreamTest({
      inputs: { prices: [[new Money(5), new Money(3), new Money(2)]] },
      partitions: 1,
      build: (_, { prices }) => ({
        out: prices.reduce((a, b) => new Money(a.cents - b.cents)).map(({ cents }) => cents),
      }),
    })
    expect(out).toEqual([[0]])
  })

  it('of one key are tried with each other only', async () => {
    const mixed = [
      ['n', 1],
      ['n', 2],
      ['s', 'a'],
      ['s', 'b'],
      ['n', 3],
      ['s', 'c'],
    ] as const
    const { out } = await runStreamTest({
      inputs: { mixed: [mixed] },
      partitions: 1,
      build: (_, inputs) => ({
        out: inputs.mixed.map(([k, v]) => [k as string, v as number]).reduceByKey((a, b) => a + b),
      }),
    })
    expect(out).toEqual([
      [
        ['n', 6],
        ['s', 'abc'],
      ],
    ])
  })
})

describe('spark.tap.checkLaws', () => {
  let sc: SparkContext | undefined
  afterEach(() => sc?.stop())

  const reduced = async (setting: string | undefined): Promise<TapEvent[]> => {
    const conf = new SparkConf().setMaster('local[1]')
    if (setting !== undefined) conf.set('spark.tap.checkLaws', setting)
    sc = new SparkContext(conf)
    const events: TapEvent[] = []
    sc.events.on((event) => events.push(event))
    const numbers = sc.parallelize([5, 3, 2], 1)
    for (let i = 0; i < 2; i++) expect(await numbers.reduce(minus)).toBe(0)
    return events
  }
  const notices = (events: readonly TapEvent[]) => events.filter(({ type }) => type === 'Notice')

  it('warn: says it once, and the job goes on', async () => {
    expect(notices(await reduced('warn'))).toEqual([
      {
        type: 'Notice',
        once: expect.any(String),
        site: expect.objectContaining({ file: import.meta.filename }),
        text: expect.stringMatching(/^TAP403 {2}The function given to reduce is not associative/),
      },
    ])
  })

  it('off: says nothing, and the text of the loop is as ever', async () => {
    for (const setting of [undefined, 'off']) {
      const events = await reduced(setting)
      await sc?.stop()
      expect(notices(events)).toEqual([])
      const texts = events.flatMap((event) => (event.type === 'StageCompiled' ? [event.text] : []))
      expect(texts).toHaveLength(1)
      expect(texts[0]).not.toContain('note')
    }
  })

  it('can be switched off in a test', async () => {
    const conf = { 'spark.tap.checkLaws': 'off' }
    const { out } = await run(ONE_BATCH, (pairs) => pairs.reduceByKey(minus), {
      conf,
      partitions: 1,
    })
    expect(out).toEqual([
      [
        ['a', 0],
        ['b', 7],
      ],
    ])
  })
})
