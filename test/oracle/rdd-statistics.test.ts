import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { repr, StatCounter, type RDD } from 'tapstream'
import { PARTITIONS } from './arrays.ts'
import { orCode, RUNS, sc, spread, withContext } from './rdds.ts'

withContext()

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 30 })
const sum = (data: readonly number[]): number => data.reduce((a, b) => a + b, 0)

const oracle = (data: readonly number[]): Record<string, number> => {
  const mean = data.length > 0 ? sum(data) / data.length : 0
  const squares = sum(data.map((x) => (x - mean) ** 2))
  const sampled = data.length > 1 ? squares / (data.length - 1) : Number.NaN
  return {
    sum: sum(data),
    mean,
    variance: squares / data.length,
    stdev: Math.sqrt(squares / data.length),
    sampleVariance: sampled,
    sampleStdev: Math.sqrt(sampled),
  }
}

const isNear = (a: number, b: number): boolean =>
  (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b))

const near = (seen: Record<string, number>, expected: Record<string, number>): void => {
  const far = Object.entries(expected).filter(([name, value]) => !isNear(seen[name]!, value))
  expect({ seen, far }).toEqual({ seen, far: [] })
}

describe.each(PARTITIONS)('statistics of %i partitions', (n) => {
  it('are those of an array', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, async (data) => {
        const rdd = spread(data, n)
        const seen = {
          sum: await rdd.sum(),
          mean: await rdd.mean(),
          variance: await rdd.variance(),
          stdev: await rdd.stdev(),
          sampleVariance: await rdd.sampleVariance(),
          sampleStdev: await rdd.sampleStdev(),
        }
        near(seen, oracle(data))
        const stats = await rdd.stats()
        expect([stats.count(), stats.max(), stats.min()]).toEqual([
          data.length,
          Math.max(...data),
          Math.min(...data),
        ])
        near(
          { mean: stats.mean(), stdev: stats.stdev(), sum: stats.sum() },
          {
            mean: oracle(data)['mean']!,
            stdev: oracle(data)['stdev']!,
            sum: sum(data),
          },
        )
      }),
      RUNS,
    )
  })

  it('histograms', async () => {
    const edges = fc.uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 6 })
    const whole = fc.array(fc.integer({ min: -25, max: 25 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(whole, edges, async (data, given) => {
        const sorted = given.toSorted((a, b) => a - b)
        const last = sorted.length - 2
        const counts = sorted.slice(0, -1).map((low, i) => {
          const high = sorted[i + 1]!
          return data.filter((x) => x >= low && (x < high || (i === last && x === high))).length
        })
        expect(await spread(data, n).histogram(sorted)).toEqual([sorted, counts])
      }),
      RUNS,
    )
    const [even, counts] = await spread([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], n).histogram(5)
    expect([even, counts]).toEqual([
      [1, 2.6, 4.2, 5.800000000000001, 7.4, 9],
      [3, 3, 2, 1, 1],
    ])
  })
})

describe('a StatCounter', () => {
  it('prints as Python does', async () => {
    expect(repr(await sc().parallelize([1, 2, 3]).stats())).toBe(
      '(count: 3, mean: 2.0, stdev: 0.816496580927726, max: 3, min: 1)',
    )
    expect(repr(new StatCounter())).toBe('(count: 0, mean: 0.0, stdev: nan, max: -inf, min: inf)')
    expect(repr(new StatCounter([1e16, 1e16]))).toBe(
      '(count: 2, mean: 1e+16, stdev: 0.0, max: 10000000000000000, min: 10000000000000000)',
    )
  })

  it('takes in numbers and others', () => {
    const stats = new StatCounter([1, 2])
      .merge(3)
      .merge(new StatCounter([4]))
      .mergeStats(new StatCounter())
    expect([stats.count(), stats.sum(), stats.variance(), stats.sampleVariance()]).toEqual([
      4,
      10,
      1.25,
      5 / 3,
    ])
    const copy = stats.copy()
    stats.merge(stats)
    expect([stats.count(), stats.mean(), copy.count()]).toEqual([8, 2.5, 4])
  })
})

describe('a histogram', () => {
  it('of one value or in one bucket has one count', async () => {
    expect(await sc().parallelize([4, 4], 2).histogram(3)).toEqual([[4, 4], [2]])
    expect(await sc().parallelize([4, 6], 2).histogram(1)).toEqual([[4, 6], [2]])
  })

  it('leaves null, NaN and what lies outside out', async () => {
    const rdd = sc().parallelize([null, Number.NaN, 0, 5, 9]) as unknown as RDD<number>
    expect(await rdd.histogram([1, 2, 7])).toEqual([
      [1, 2, 7],
      [0, 1],
    ])
    expect(await rdd.histogram(1)).toEqual([[0, 9], [3]])
  })

  it.each([
    [[3]],
    [[5, 1]],
    [[1, 1]],
    [[1, Number.NaN]],
    [['a', 'b']],
    [0],
    [-1],
    [1.5],
    ['3'],
    [undefined],
  ])('refuses buckets %o', async (buckets) => {
    expect(
      await orCode(
        sc()
          .parallelize([1])
          .histogram(buckets as number),
      ),
    ).toBe('TAP109')
  })

  it('needs an element, and finite ones, to find its edges', async () => {
    expect(await orCode(spread<number>([], 2).histogram(2))).toBe('TAP509')
    expect(await orCode(sc().parallelize([1, Infinity]).histogram(2))).toBe('TAP109')
  })
})

describe('statistics refuse what is no number', () => {
  it.each<[string, (rdd: RDD<number>) => Promise<unknown>]>([
    ['sum', (rdd) => rdd.sum()],
    ['mean', (rdd) => rdd.mean()],
    ['stats', (rdd) => rdd.stats()],
    ['histogram', (rdd) => rdd.histogram(2)],
  ])('%s', async (name, action) => {
    for (const bad of ['7', 7n, [7], {}]) {
      const rdd = sc().parallelize([1, bad]) as unknown as RDD<number>
      await expect(action(rdd)).rejects.toThrow(`An element of ${name}: expected a number`)
    }
  })
})
