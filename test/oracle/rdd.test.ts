import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Group, RDD, SparkContext } from 'tapstream'
import { elements, pairs, text } from './arbitraries.ts'
import { concat, folded, joinLists, type Pair, PARTITIONS, placed, slices } from './arrays.ts'
import { type Collection, NARROW, partsOf } from './narrow-operators.ts'

let sc: SparkContext

const RUNS = { numRuns: 12 }

const spread = (data: readonly unknown[], n: number): Collection =>
  sc.parallelize(data as string[], n) as unknown as Collection

const paired = (data: readonly Pair[], n: number): RDD<[unknown, string]> =>
  sc.parallelize(data as unknown as [string, string][], n)

const glommed = async (rdd: { glom(): RDD<Group<unknown>> }): Promise<unknown[][]> =>
  (await rdd.glom().collect()).map((part) => [...part])

/** The code of the error where there is one. */
const orCode = (result: Promise<unknown>): Promise<unknown> =>
  result.catch((error: { code: string }) => error.code)

beforeAll(() => {
  sc = new SparkContext('local[2]', 'oracle')
})
afterAll(() => sc.stop())

describe.each(PARTITIONS)('narrow operators on %i partitions', (n) => {
  it.each(NARROW.map((operator, i) => ({ ...operator, i })))(
    '$method ($i)',
    async ({ over, apply, oracle }) => {
      const data = over === 'pairs' ? pairs : elements
      await fc.assert(
        fc.asyncProperty(data as fc.Arbitrary<unknown[]>, async (data) => {
          const expected = oracle(partsOf(data, n))
          const rdd = apply(spread(data, n)) as RDD<unknown>
          expect(rdd.getNumPartitions()).toBe(expected.length)
          expect(await glommed(rdd)).toEqual(expected)
          expect(await rdd.collect()).toEqual(expected.flat())
          expect(await rdd.count()).toBe(expected.flat().length)
        }),
        RUNS,
      )
    },
  )
})

const keyed = (
  name: string,
  n: number,
  build: (rdd: RDD<[unknown, string]>, m: number) => RDD<[unknown, unknown]>,
  oracle: (data: readonly Pair[]) => Pair[],
): void => {
  it.each(PARTITIONS)(`${name} into %i partitions`, async (m) => {
    await fc.assert(
      fc.asyncProperty(pairs, async (data) => {
        const rdd = build(paired(data, n), m)
        expect(rdd.getNumPartitions()).toBe(m)
        expect(await glommed(rdd)).toEqual(placed(oracle(data), m))
      }),
      RUNS,
    )
  })
}

describe.each(PARTITIONS)(
  'keyed operators from %i partitions: each key in its place, keys in first-seen order',
  (n) => {
    keyed(
      'reduceByKey',
      n,
      (rdd, m) => rdd.reduceByKey(concat, m),
      (data) => folded(data, concat),
    )
    keyed(
      'groupByKey',
      n,
      (rdd, m) => rdd.groupByKey({ numPartitions: m }),
      (data) => folded(data, joinLists, (v) => [v]),
    )
    keyed(
      'reduceByKey of what reduceByKey made',
      n,
      (rdd, m) =>
        rdd
          .reduceByKey(concat)
          .map(([k, v]) => [v.length, String(k)])
          .reduceByKey(concat, m) as unknown as RDD<[unknown, unknown]>,
      // The order of the first result is that of its partitions.
      (data) =>
        folded(
          placed(folded(data, concat), n)
            .flat()
            .map(([k, v]) => [(v as string).length, String(k)]),
          concat,
        ),
    )
  },
)

describe('partitions of a shuffle without a number', () => {
  it('are as many as the parent has, its partitioner first', async () => {
    const rdd = paired([['a', 'x']], 5)
    expect(rdd.reduceByKey(concat).getNumPartitions()).toBe(5)
    expect(
      rdd
        .reduceByKey(concat, 3)
        .mapValues((v) => v)
        .reduceByKey(concat)
        .getNumPartitions(),
    ).toBe(3)
    expect(
      rdd
        .reduceByKey(concat, 3)
        .filter(() => true)
        .groupByKey()
        .getNumPartitions(),
    ).toBe(3)
  })
})

describe.each(PARTITIONS)('actions on %i partitions', (n) => {
  it('collect, count, isEmpty and first', async () => {
    await fc.assert(
      fc.asyncProperty(elements, async (data) => {
        const rdd = spread(data, n) as RDD<unknown>
        expect(await rdd.collect()).toEqual(data)
        expect(await rdd.count()).toBe(data.length)
        expect(await rdd.isEmpty()).toBe(data.length === 0)
        expect(await orCode(rdd.first())).toEqual(data.length > 0 ? data[0] : 'TAP509')
      }),
      RUNS,
    )
  })

  it('take', async () => {
    await fc.assert(
      fc.asyncProperty(elements, fc.nat({ max: 20 }), async (data, k) => {
        expect(await (spread(data, n) as RDD<unknown>).take(k)).toEqual(data.slice(0, k))
      }),
      RUNS,
    )
  })

  it('reduce', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 10 }), async (data) => {
        const rdd = sc.parallelize(data, n)
        expect(await orCode(rdd.reduce(concat))).toBe(data.length > 0 ? data.join('') : 'TAP509')
      }),
      RUNS,
    )
  })

  it('foreach and foreachPartition', async () => {
    await fc.assert(
      fc.asyncProperty(elements, async (data) => {
        const rdd = spread(data, n) as RDD<unknown>
        const seen: unknown[] = []
        await rdd.foreach((x) => void seen.push(x))
        expect(seen).toEqual(data)
        const parts: unknown[][] = []
        await rdd.foreachPartition(async (it) => {
          await Promise.resolve()
          parts.push([...it])
        })
        expect(parts).toEqual(slices(data, n))
      }),
      RUNS,
    )
  })
})

describe('take', () => {
  it('looks at no more partitions than it needs: 1, then 4, then 16', async () => {
    const touched: number[] = []
    const rdd = sc
      .parallelize(
        Array.from({ length: 30 }, (_, i) => i),
        30,
      )
      .mapPartitionsWithIndex((i, it) => {
        touched.push(i)
        return it
      })
    expect(await rdd.take(1)).toEqual([0])
    expect(touched).toEqual([0])
    touched.length = 0
    expect(await rdd.take(3)).toEqual([0, 1, 2])
    expect(touched.length).toBeLessThanOrEqual(5)
  })

  it.each([[-1], [1.5], [Number.NaN], ['3']])('of %o is refused', async (k) => {
    await expect(sc.parallelize([1]).take(k as number)).rejects.toMatchObject({ code: 'TAP109' })
  })
})

describe('RDDs put together and kept', () => {
  it('sc.union has the partitions of all, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(elements, fc.constantFrom(...PARTITIONS)), { maxLength: 4 }),
        async (all) => {
          const rdds = all.map(([data, n]) => spread(data, n) as RDD<unknown>)
          expect(await glommed(sc.union(rdds))).toEqual(all.flatMap(([data, n]) => slices(data, n)))
        },
      ),
      RUNS,
    )
  })

  it('a union of shuffles keeps them apart', async () => {
    const a = paired(
      [
        ['a', 'x'],
        ['a', 'y'],
      ],
      2,
    ).reduceByKey(concat)
    const b = paired([['a', 'z']], 1)
    expect(await a.union(b).union(a).collect()).toEqual([
      ['a', 'xy'],
      ['a', 'z'],
      ['a', 'xy'],
    ])
    expect(await a.union(b).reduceByKey(concat, 1).collect()).toEqual([['a', 'xyz']])
  })

  it('emptyRDD has no partitions and no elements', async () => {
    const empty = sc.emptyRDD<number>()
    expect([
      empty.getNumPartitions(),
      await empty.collect(),
      await empty.count(),
      await empty.isEmpty(),
    ]).toEqual([0, [], 0, true])
    expect(
      await empty
        .map((x) => [x, 1])
        .reduceByKey((a, b) => a + b)
        .collect(),
    ).toEqual([])
    expect(await empty.union(sc.parallelize([1], 1)).collect()).toEqual([1])
  })

  it('a cached RDD is computed once, and again after unpersist', async () => {
    let calls = 0
    const rdd = sc
      .parallelize([1, 2, 3], 2)
      .map((x) => {
        calls++
        return x * 2
      })
      .cache()
    expect([await rdd.collect(), await rdd.count(), await rdd.map((x) => x + 1).collect()]).toEqual(
      [[2, 4, 6], 3, [3, 5, 7]],
    )
    expect(calls).toBe(3)
    rdd.unpersist()
    expect(await rdd.collect()).toEqual([2, 4, 6])
    expect(calls).toBe(6)
  })

  it('a cached RDD computes only the partitions that are asked for', async () => {
    let calls = 0
    const rdd = sc
      .parallelize([1, 2, 3, 4], 4)
      .map((x) => {
        calls++
        return x
      })
      .cache()
    await rdd.take(1)
    expect(calls).toBe(1)
    await rdd.collect()
    expect(calls).toBe(4)
  })

  it.each([
    ['parallelize', () => sc.parallelize([1, 2], 2).cache()],
    [
      'a shuffle',
      () =>
        paired(
          [
            ['a', 'x'],
            ['a', 'y'],
          ],
          2,
        )
          .reduceByKey(concat)
          .cache(),
    ],
    [
      'mapPartitions',
      () =>
        sc
          .parallelize([1, 2], 2)
          .mapPartitions((it) => it)
          .cache(),
    ],
    [
      'a union',
      () =>
        sc
          .parallelize([1], 1)
          .union(sc.parallelize([2], 1))
          .cache(),
    ],
    [
      'groups',
      () =>
        paired(
          [
            ['a', 'x'],
            ['a', 'y'],
          ],
          2,
        )
          .groupByKey()
          .cache(),
    ],
  ])('a cached %s gives the same every time', async (_, make) => {
    const rdd = make() as RDD<unknown>
    const first = await rdd.collect()
    expect(await rdd.collect()).toEqual(first)
    expect(await rdd.filter(() => true).collect()).toEqual(first)
    expect(await rdd.count()).toBe(first.length)
  })

  it('actions at the same time do not disturb each other', async () => {
    const rdd = paired(
      [
        ['a', 'x'],
        ['b', 'y'],
        ['a', 'z'],
      ],
      3,
    )
      .reduceByKey(concat, 2)
      .cache()
    const results = await Promise.all(Array.from({ length: 8 }, () => rdd.collect()))
    for (const result of results) expect(result).toEqual(results[0])
    expect(results[0]).toHaveLength(2)
  })

  it('arrays that were given are not changed', async () => {
    const data: [string, string[]][] = [
      ['a', ['x']],
      ['a', ['y']],
      ['b', ['z']],
    ]
    const before = structuredClone(data)
    const rdd = sc.parallelize(data, 2)
    await rdd.reduceByKey((a, b) => [...a, ...b]).collect()
    await rdd
      .groupByKey()
      .mapValues((lists) => lists.flat())
      .collect()
    expect(data).toEqual(before)
  })
})

describe('the results of an action', () => {
  it('belong to the caller: changing them changes nothing that is kept', async () => {
    const rdd = sc.parallelize([3, 1, 2], 1).cache()
    const first = await rdd.collect()
    first.reverse()
    first.push(9)
    expect(await rdd.collect()).toEqual([3, 1, 2])
    const taken = await rdd.take(3)
    taken.length = 0
    expect(await rdd.take(3)).toEqual([3, 1, 2])
  })
})
