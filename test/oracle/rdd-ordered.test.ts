import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RDD } from 'tapstream'
import { PARTITIONS, placed, type Pair } from './arrays.ts'
import { codeOf, glommed, orCode, paired, RUNS, sc, spread, withContext } from './rdds.ts'

withContext()

const byNumber = ([a]: Pair, [b]: Pair): number => Number(a) - Number(b)
const keys = fc.integer({ min: -9, max: 9 })
const numbered = fc.array(fc.tuple(keys, fc.constantFrom('x', 'y', 'z')), { maxLength: 20 })

/** PySpark's way, where few enough elements are there to take all as samples. */
const ranged = (data: readonly Pair[], n: number, ascending: boolean): Pair[][] => {
  const samples = data.map(([k]) => Number(k)).toSorted((a, b) => a - b)
  const bounds = Array.from(
    { length: n - 1 },
    (_, i) => samples[Math.floor((samples.length * (i + 1)) / n)]!,
  )
  const place = (k: unknown): number => {
    const at = bounds.findIndex((bound) => bound >= Number(k))
    const range = at < 0 || samples.length === 0 ? (samples.length === 0 ? 0 : n - 1) : at
    return ascending ? range : n - 1 - range
  }
  const order = ascending ? byNumber : (a: Pair, b: Pair) => byNumber(b, a)
  return Array.from({ length: n }, (_, p) => data.filter(([k]) => place(k) === p).toSorted(order))
}

describe.each(PARTITIONS)('sorting %i partitions', (n) => {
  it.each(PARTITIONS)('into %i ranges', async (m) => {
    await fc.assert(
      fc.asyncProperty(numbered, fc.boolean(), async (data, ascending) => {
        const rdd = spread(data, n)
        const expected = ranged(data, m, ascending)
        expect(await glommed(rdd.sortByKey(ascending, m))).toEqual(expected)
        expect(
          await glommed(rdd.sortByKey({ ascending, numPartitions: m, keyfunc: (k) => k * 2 })),
        ).toEqual(expected)
        expect(await glommed(rdd.sortBy(([k]) => k, ascending, m))).toEqual(expected)
        // Bounds lie elsewhere, the order is the same.
        expect(await rdd.sortBy(([k]) => -k, !ascending, m).collect()).toEqual(expected.flat())
      }),
      RUNS,
    )
  })

  it('of strings, tuples, dates, booleans and bigints', async () => {
    const sort = async (data: readonly unknown[]): Promise<unknown[]> =>
      spread(data, n)
        .sortBy((x) => x as string)
        .collect()
    expect(await sort(['b', '', 'a', '😀', '\uffff', 'aa', 'B'])).toEqual([
      '',
      'B',
      'a',
      'aa',
      'b',
      '\uffff',
      '😀',
    ])
    expect(await sort([['b', 1], ['a', 2], ['a', 1], ['a']])).toEqual([
      ['a'],
      ['a', 1],
      ['a', 2],
      ['b', 1],
    ])
    expect(await sort([new Date(9), new Date(1)])).toEqual([new Date(1), new Date(9)])
    expect(await sort([true, false, true])).toEqual([false, true, true])
    expect(await sort([3n, 1n, 2n ** 65n])).toEqual([1n, 3n, 2n ** 65n])
    expect(await sort([1, Number.NaN, -Infinity, Infinity])).toEqual([
      -Infinity,
      1,
      Infinity,
      Number.NaN,
    ])
  })

  it('repartitionAndSortWithinPartitions', async () => {
    await fc.assert(
      fc.asyncProperty(numbered, async (data) => {
        const sorted = placed(data, 3).map((part) => part.toSorted(byNumber))
        expect(await glommed(spread(data, n).repartitionAndSortWithinPartitions(3))).toEqual(sorted)
        const down = placed(data, 2).map((part) => part.toSorted((a, b) => byNumber(b, a)))
        const options = { numPartitions: 2, ascending: false }
        expect(await glommed(spread(data, n).repartitionAndSortWithinPartitions(options))).toEqual(
          down,
        )
      }),
      RUNS,
    )
  })

  it('top, takeOrdered, max and min are those of a stable sort', async () => {
    await fc.assert(
      fc.asyncProperty(numbered, fc.nat({ max: 8 }), async (data, k) => {
        const rdd = spread(data, n)
        const key = ([number]: [number, string]): number => number
        const up = data.toSorted(byNumber)
        const down = data.toSorted((a, b) => byNumber(b, a))
        expect(await rdd.takeOrdered(k, key)).toEqual(up.slice(0, k))
        expect(await rdd.top(k, key)).toEqual(down.slice(0, k))
        expect(await rdd.keys().top(k)).toEqual(down.slice(0, k).map(([x]) => x))
        expect(await orCode(rdd.max(key))).toEqual(data.length > 0 ? down[0] : 'TAP509')
        expect(await orCode(rdd.min(key))).toEqual(data.length > 0 ? up[0] : 'TAP509')
      }),
      RUNS,
    )
  })
})

describe('sorting many', () => {
  const many = Array.from({ length: 20_000 }, (_, i): [number, number] => [Math.sin(i) * 1000, i])
  const sorted = many.toSorted(byNumber)

  it.each([1, 3, 8])('in ranges of about equal weight: %i', async (m) => {
    const rdd = sc().parallelize(many, 4).sortByKey(true, m)
    expect(await rdd.collect()).toEqual(sorted)
    const sizes = (await glommed(rdd)).map((part) => part.length)
    expect(Math.max(...sizes)).toBeLessThan((3 * many.length) / m)
    expect(await sc().parallelize(many, 4).sortByKey(false, m).collect()).toEqual(
      sorted.toReversed(),
    )
  })

  it('runs no job at the call, and cuts alike every time', async () => {
    const before = sc().jobs
    const rdd = sc().parallelize(many, 4).sortByKey(true, 5)
    expect(sc().jobs).toBe(before)
    const layout = await glommed(rdd)
    expect(await glommed(rdd)).toEqual(layout)
    expect(await glommed(sc().parallelize(many, 4).sortByKey(true, 5))).toEqual(layout)
  })

  it('sorted already, in either direction', async () => {
    expect(await sc().parallelize(sorted, 3).sortByKey(true, 3).collect()).toEqual(sorted)
    expect(await sc().parallelize(sorted, 3).sortByKey(false, 3).collect()).toEqual(
      sorted.toReversed(),
    )
  })
})

describe('what has no order is refused', () => {
  const mixed = (n: number): RDD<[unknown, string]> =>
    paired(
      [
        [1, 'a'],
        ['b', 'b'],
        [null, 'c'],
      ],
      n,
    )

  it.each(PARTITIONS)('in a sort into %i', async (n) => {
    expect(await orCode(mixed(2).sortByKey(true, n).collect())).toBe('TAP410')
    expect(
      await orCode(
        mixed(1)
          .sortBy(([k]) => k as string, true, n)
          .collect(),
      ),
    ).toBe('TAP410')
    expect(
      await orCode(
        paired(
          [
            [{}, 'a'],
            [{}, 'b'],
          ],
          1,
        )
          .sortByKey(true, n)
          .collect(),
      ),
    ).toBe('TAP410')
  })

  it('by max, min, top and takeOrdered, within a partition and between two', async () => {
    for (const n of [1, 3]) {
      const values = mixed(n).keys()
      for (const action of [values.max(), values.min(), values.top(2), values.takeOrdered(2)]) {
        await expect(action).rejects.toMatchObject({
          code: 'TAP410',
          text: { at: [['at', { file: expect.stringContaining('rdd-ordered') }]] },
        })
      }
    }
  })

  it('elements that are no pairs, and arguments of the wrong kind', async () => {
    const words = sc().parallelize(['ab', 'c'], 2) as unknown as RDD<[string, string]>
    expect(await orCode(words.sortByKey(true, 1).collect())).toBe('TAP402')
    expect(await orCode(words.sortByKey(true, 2).collect())).toBe('TAP402')
    const rdd = sc().parallelize([1, 2])
    expect(codeOf(() => rdd.sortBy('x' as never))).toBe('TAP109')
    expect(codeOf(() => rdd.sortBy((x) => x, 'down' as never))).toBe('TAP109')
    expect(codeOf(() => rdd.sortBy((x) => x, true, 0))).toBe('TAP109')
    expect(codeOf(() => rdd.sortBy((x) => x, { descending: true } as never))).toBe('TAP108')
    for (const k of [-1, 1.5, '2', undefined]) {
      expect(await orCode(rdd.top(k as number))).toBe('TAP109')
      expect(await orCode(rdd.takeOrdered(k as number))).toBe('TAP109')
    }
  })

  it('a key function that fails is named', async () => {
    const rdd = sc().parallelize([
      [1, 'a'],
      [2, 'b'],
    ])
    for (const n of [1, 2]) {
      const keyfunc = (): never => {
        throw new RangeError('no key')
      }
      await expect(rdd.sortByKey(true, n, keyfunc).collect()).rejects.toThrow(
        /sortByKey failed[^]*no key/,
      )
    }
  })
})
