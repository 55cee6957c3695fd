import { setImmediate as turn } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RDD, SparkContext, type TapError } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { elements, gappyBatches } from './arbitraries.ts'
import { PARTITIONS, slices } from './arrays.ts'
import type { Collection } from './narrow-operators.ts'

const RUNS = { numRuns: 8 }

const size = (x: unknown): number => String(x).length
const parts = (x: unknown): string[] =>
  Array.from({ length: size(x) % 3 }, (_, i) => `${String(x)}/${i}`)

/** Calls take their time, each its own; how many are under way is watched. */
const waiting = (turns: readonly number[]) => {
  const seen = { calls: 0, underWay: 0, most: 0 }
  const wait = async <R>(value: R): Promise<R> => {
    seen.most = Math.max(seen.most, ++seen.underWay)
    for (let n = turns[seen.calls++ % turns.length]!; n > 0; n--) await turn()
    seen.underWay--
    return value
  }
  return { seen, wait }
}

type Wait = <R>(value: R) => R | Promise<R>

interface Case {
  readonly name: string
  readonly apply: (c: Collection, wait: Wait, concurrency: number) => Collection
  readonly oracle: (rows: readonly unknown[]) => unknown[]
}

const CASES: readonly Case[] = [
  {
    name: 'mapAsync',
    apply: (c, wait, n) => c.mapAsync((x) => wait(size(x)), n) as Collection,
    oracle: (rows) => rows.map(size),
  },
  {
    name: 'flatMapAsync',
    apply: (c, wait, concurrency) =>
      c.flatMapAsync((x) => wait(parts(x)), { concurrency }) as Collection,
    oracle: (rows) => rows.flatMap(parts),
  },
  {
    name: 'filterAsync',
    apply: (c, wait, n) => c.filterAsync((x) => wait(size(x) % 2), n) as Collection,
    oracle: (rows) => rows.filter((x) => size(x) % 2 === 1),
  },
  {
    name: 'one behind the other, between others',
    apply: (c, wait, n) =>
      c
        .map((x) => [x])
        .mapAsync(([x]) => wait([x, size(x)]), n)
        .filterAsync(([, s]) => wait((s as number) > 1))
        .map(([x, s]) => `${String(x)}${String(s)}`) as Collection,
    oracle: (rows) => rows.flatMap((x) => (size(x) > 1 ? [`${String(x)}${size(x)}`] : [])),
  },
]

const delays = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 7 })
const concurrency = fc.constantFrom(1, 2, 3, 16)

let sc: SparkContext
const own = (): void => {
  beforeAll(() => {
    sc = new SparkContext('local[2]', 'async')
  })
  afterAll(() => sc.stop())
}

describe.each(PARTITIONS)('an RDD of %i partitions', (n) => {
  own()
  it.each(CASES)('$name: in the order of the elements', async ({ apply, oracle }) => {
    await fc.assert(
      fc.asyncProperty(elements, delays, concurrency, async (data, turns, most) => {
        const { seen, wait } = waiting(turns)
        const rdd = apply(sc.parallelize(data as unknown[], n) as Collection, wait, most)
        expect(await rdd.glom().collect()).toEqual(slices(data, n).map(oracle))
        expect(seen.most).toBeLessThanOrEqual(16)
        const plain = apply(sc.parallelize(data as unknown[], n) as Collection, (x) => x, most)
        expect(await plain.collect()).toEqual(oracle(data))
      }),
      RUNS,
    )
  })
})

describe.each(PARTITIONS)('a stream of %i partitions', (partitions) => {
  it.each(CASES)('$name: batch by batch', async ({ apply, oracle }) => {
    await fc.assert(
      fc.asyncProperty(gappyBatches(elements, 3), delays, async (batches, turns) => {
        const { wait } = waiting(turns)
        const { seen } = await runStreamTest({
          inputs: { data: batches as string[][] },
          partitions,
          build: (_, { data }) => ({ seen: apply(data as unknown as Collection, wait, 2) }),
        })
        expect(seen).toEqual(batches.map((batch) => batch && oracle(batch)))
      }),
      RUNS,
    )
  })
})

describe('calls', () => {
  own()
  const numbers = (n: number, partitions = 1): RDD<number> =>
    sc.parallelize(
      Array.from({ length: n }, (_, i) => i),
      partitions,
    )

  it.each([1, 3, 16])(
    'at most %i are under way, and no fewer while there are elements',
    async (n) => {
      const { seen, wait } = waiting([1, 5, 2])
      await numbers(60, 2)
        .mapAsync((x) => wait(x), n)
        .collect()
      expect([seen.most, seen.calls]).toEqual([n, 60])
    },
  )

  it('are 16 at once unless it is said otherwise', async () => {
    const { seen, wait } = waiting([3])
    await numbers(40)
      .mapAsync((x) => wait(x))
      .collect()
    expect(seen.most).toBe(16)
  })

  it('go on while an early one takes long', async () => {
    const { seen, wait } = waiting([200, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    const rows = await numbers(10)
      .mapAsync((x) => wait(x), 2)
      .collect()
    expect(rows).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(seen.most).toBe(2)
  })

  it('that nobody asks for are not begun', async () => {
    const { seen, wait } = waiting([1])
    expect(
      await numbers(100)
        .mapAsync((x) => wait(x), 4)
        .take(2),
    ).toEqual([0, 1])
    expect(seen.calls).toBeLessThan(20)
  })

  it('are not made for an empty partition', async () => {
    expect(
      await sc
        .parallelize<number>([], 3)
        .mapAsync(() => expect.fail())
        .collect(),
    ).toEqual([])
  })

  it('leave the event loop its turns, whether they wait or not', async () => {
    for (const f of [(x: number) => x, async (x: number) => x]) {
      let turns = 0
      let going = true
      const watch = (): void => {
        turns++
        if (going) setImmediate(watch)
      }
      setImmediate(watch)
      await numbers(2000)
        .mapAsync((x) => {
          const end = performance.now() + 0.05
          while (performance.now() < end);
          return f(x)
        })
        .count()
      going = false
      expect(turns).toBeGreaterThan(3)
    }
  })
})

describe('a rejection', () => {
  own()
  const failing = (calls: number[]) => async (x: number) => {
    calls.push(x)
    await turn()
    if (x === 5) throw new RangeError(`not ${x}`)
    return x
  }

  it.each([
    ['mapAsync', (rdd: RDD<number>, f: (x: number) => Promise<number>) => rdd.mapAsync(f, 2)],
    ['filterAsync', (rdd: RDD<number>, f: (x: number) => Promise<number>) => rdd.filterAsync(f, 2)],
    [
      'flatMapAsync',
      (rdd: RDD<number>, f: (x: number) => Promise<number>) =>
        rdd.flatMapAsync((x) => f(x).then((y) => [y]), 2),
    ],
  ])('of %s fails the task, names the element, and ends the calls', async (name, build) => {
    const calls: number[] = []
    const rdd = build(
      sc.parallelize(
        Array.from({ length: 50 }, (_, i) => i),
        1,
      ),
      failing(calls),
    )
    await expect(rdd.map((x) => x).collect()).rejects.toMatchObject({
      code: 'TAP501',
      message: expect.stringMatching(
        new RegExp(`in ${name} failed on a record\\.[^]*First record: 5[^]*RangeError: not 5`),
      ) as string,
    })
    expect(calls.length).toBeLessThan(9)
    const before = calls.length
    for (let i = 0; i < 10; i++) await turn()
    expect(calls.length).toBe(before)
  })

  it('is told at once, whatever else is under way', async () => {
    const never = new Promise<number>(() => undefined)
    const rdd = sc
      .parallelize([1, 2, 3], 1)
      .mapAsync((x) => (x === 2 ? Promise.reject(new Error('two')) : never))
    await expect(rdd.collect()).rejects.toThrow(/First record: 2/)
  })

  it('that is thrown at once is the same', async () => {
    const rdd = sc.parallelize([7], 1).mapAsync((): number => {
      throw new RangeError('seven')
    })
    await expect(rdd.collect()).rejects.toThrow(/mapAsync[^]*First record: 7[^]*seven/)
  })

  it('of an operator behind is blamed on that one', async () => {
    const rdd = sc
      .parallelize([1, 2], 1)
      .mapAsync(async (x) => x * 2)
      .map((x) => {
        if (x === 4) throw new Error('four')
        return x
      })
    await expect(rdd.collect()).rejects.toThrow(/in map failed[^]*First record: 4/)
  })
})

describe('a rejection in a stream', () => {
  it('names the batch, and the line', async () => {
    const run = runStreamTest({
      inputs: { data: [['a'], ['b']] },
      build: (_, { data }) => ({
        seen: data.mapAsync(async (x) => {
          await turn()
          if (x === 'b') throw new Error('no')
          return x
        }),
      }),
    })
    const error = (await run.catch((e: unknown) => e)) as TapError
    expect(error.code).toBe('TAP501')
    expect(error.text.what).toMatch(/mapAsync failed on a record of batch 1970-01-01 .*:02\.$/)
    expect(error.text.seen).toEqual(['First record: "b"'])
    expect(error.text.at!.map(([, site]) => site!.file.endsWith('async.test.ts'))).toEqual([
      true,
      true,
    ])
  })
})

describe('arguments', () => {
  own()
  it.each([0, -1, 1.5, '4', Number.NaN])('a concurrency of %o is refused', (n) => {
    const rdd = sc.parallelize([1])
    expect(() => rdd.mapAsync((x) => x, n as number)).toThrow(/concurrency of mapAsync/)
    expect(() => rdd.filterAsync((x) => x, { concurrency: n as number })).toThrow(
      /TAP109|concurrency/,
    )
  })

  it('what is no function, and unknown names, are refused', () => {
    const rdd = sc.parallelize([1])
    for (const none of [undefined, null, 5, 'f']) {
      expect(() => rdd.mapAsync(none as never)).toThrow(/function of mapAsync/)
      expect(() => rdd.flatMapAsync(none as never)).toThrow(/function of flatMapAsync/)
      expect(() => rdd.filterAsync(none as never)).toThrow(/function of filterAsync/)
    }
    expect(() => rdd.mapAsync((x) => x, { concurency: 2 } as never)).toThrow(/concurrency/)
  })

  it('a promise of something that is no list fails flatMapAsync', async () => {
    const rdd = sc.parallelize([1]).flatMapAsync(async () => 5 as never)
    await expect(rdd.collect()).rejects.toMatchObject({ code: 'TAP506' })
  })
})
