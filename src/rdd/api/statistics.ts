import { extend } from '../../core/extend.ts'
import { TAP509 } from '../../core/errors/tap509.ts'
import { callSite } from '../../closure/call-site.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { refuse, wholeNumber } from '../arguments.ts'
import { type Buckets, countIn, evenBuckets, givenBuckets } from '../histogram.ts'
import { type NotNumbers, numberOf } from '../numbers.ts'
import { RDD } from '../rdd.ts'
import { runFolds } from '../run.ts'
import { StatCounter } from '../stat-counter.ts'
import { own } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * The sum of the numbers; 0 of none.
     * @throws TAP109 when an element is no number, here and below
     * @example
     * await sc.parallelize([1, 2, 3]).sum()   // 6
     */
    sum(this: RDD<number>): Promise<number>
    sum(this: NotNumbers, ...args: never[]): never
    /**
     * The mean of the numbers; 0 of none.
     * @example
     * await sc.parallelize([1, 2, 3, 4]).mean()   // 2.5
     */
    mean(this: RDD<number>): Promise<number>
    mean(this: NotNumbers, ...args: never[]): never
    /**
     * The variance of the numbers as a whole population; NaN of none.
     * @example
     * await sc.parallelize([1, 2, 3, 4]).variance()   // 1.25
     */
    variance(this: RDD<number>): Promise<number>
    variance(this: NotNumbers, ...args: never[]): never
    /**
     * The standard deviation of the numbers as a whole population; NaN of none.
     * @example
     * await sc.parallelize([1, 2, 3, 4]).stdev()   // 1.118033988749895
     */
    stdev(this: RDD<number>): Promise<number>
    stdev(this: NotNumbers, ...args: never[]): never
    /**
     * The variance of the numbers as a sample (n − 1); NaN below two.
     * @example
     * await sc.parallelize([1, 2, 3, 4]).sampleVariance()   // 1.6666666666666667
     */
    sampleVariance(this: RDD<number>): Promise<number>
    sampleVariance(this: NotNumbers, ...args: never[]): never
    /**
     * The standard deviation of the numbers as a sample (n − 1); NaN below two.
     * @example
     * await sc.parallelize([1, 2, 3, 4]).sampleStdev()   // 1.2909944487358056
     */
    sampleStdev(this: RDD<number>): Promise<number>
    sampleStdev(this: NotNumbers, ...args: never[]): never
    /**
     * Count, mean, deviation and extremes in one go.
     * @example
     * repr(await sc.parallelize([1, 2, 3]).stats())
     * // (count: 3, mean: 2.0, stdev: 0.816496580927726, max: 3, min: 1)
     */
    stats(this: RDD<number>): Promise<StatCounter>
    stats(this: NotNumbers, ...args: never[]): never
    /**
     * How many numbers fall into each bucket: `[edges, counts]`. Buckets are a number of them, evenly between least and
     * greatest, or their edges in ascending order. Each holds its lower edge, the last also its upper one; numbers
     * outside, null and NaN are left out.
     * @throws TAP109 when buckets are no positive number, or fewer than two edges, or not ascending · TAP509 when
     * buckets are a number and there is no element
     * @example
     * await sc.parallelize([1, 2, 3, 9]).histogram(2)         // [ [ 1, 5, 9 ], [ 3, 1 ] ]
     * await sc.parallelize([1, 2, 3, 9]).histogram([0, 2, 4]) // [ [ 0, 2, 4 ], [ 1, 2 ] ]
     */
    histogram(
      this: RDD<number>,
      buckets: number | readonly number[],
    ): Promise<[edges: number[], counts: number[]]>
    histogram(this: NotNumbers, ...args: never[]): never
  }
}

const statsOf = async (
  rdd: RDD<unknown>,
  name: string,
  site: CallSite | undefined,
): Promise<StatCounter> => {
  const add = (stats: StatCounter, x: unknown): StatCounter => stats.merge(numberOf(x, name, site))
  const parts = await runFolds(rdd, name, () => new StatCounter(), own(add, name, site))
  return parts.reduce((a, b) => a.mergeStats(b), new StatCounter())
}

const figure = (name: string, of: (stats: StatCounter) => number) =>
  async function (this: RDD<unknown>): Promise<number> {
    return of(await statsOf(this, name, callSite()))
  }

const NAME = 'histogram'

/** PySpark leaves out what it cannot compare. */
const isCounted = (x: unknown): boolean => x !== null && x !== undefined && !Number.isNaN(x)

const checkedEdges = (given: readonly unknown[]): number[] => {
  const what = `The buckets of ${NAME}`
  if (given.length < 2) refuse(what, 'two edges or more', given)
  const edges = given.map((edge) =>
    typeof edge === 'number' && !Number.isNaN(edge) ? edge : refuse(what, 'numbers', edge),
  )
  if (edges.some((edge, i) => i > 0 && edge <= edges[i - 1]!)) {
    refuse(what, 'edges in ascending order, each once', given)
  }
  return edges
}

const extremes = async (
  rdd: RDD<unknown>,
  site: CallSite | undefined,
): Promise<{ min: number; max: number; count: number }> => {
  const add = (stats: StatCounter, x: unknown): StatCounter =>
    isCounted(x) ? stats.merge(numberOf(x, NAME, site)) : stats
  const parts = await runFolds(rdd, NAME, () => new StatCounter(), own(add, 'extremes', site))
  const stats = parts.reduce((a, b) => a.mergeStats(b), new StatCounter())
  if (stats.count() === 0) throw TAP509({ action: NAME, site })
  return { min: stats.min(), max: stats.max(), count: stats.count() }
}

const counted = async (
  rdd: RDD<unknown>,
  buckets: Buckets,
  site: CallSite | undefined,
): Promise<[number[], number[]]> => {
  const zero = (): number[] => Array.from({ length: buckets.edges.length - 1 }, () => 0)
  const add = (counts: number[], x: unknown): number[] =>
    isCounted(x) ? countIn(buckets, counts, numberOf(x, NAME, site)) : counts
  const parts = await runFolds(rdd, NAME, zero, own(add, 'counts', site))
  return [[...buckets.edges], zero().map((_, i) => parts.reduce((sum, part) => sum + part[i]!, 0))]
}

extend(RDD, {
  async sum(this: RDD<unknown>) {
    const site = callSite()
    const add = (sum: number, x: unknown): number => sum + numberOf(x, 'sum', site)
    const parts = await runFolds(this, 'sum', () => 0, own(add, 'sum', site))
    return parts.reduce((a, b) => a + b, 0)
  },
  mean: figure('mean', (stats) => stats.mean()),
  variance: figure('variance', (stats) => stats.variance()),
  stdev: figure('stdev', (stats) => stats.stdev()),
  sampleVariance: figure('sampleVariance', (stats) => stats.sampleVariance()),
  sampleStdev: figure('sampleStdev', (stats) => stats.sampleStdev()),
  stats(this: RDD<unknown>) {
    return statsOf(this, 'stats', callSite())
  },
  async histogram(this: RDD<unknown>, given: unknown) {
    const site = callSite()
    if (Array.isArray(given)) return counted(this, givenBuckets(checkedEdges(given)), site)
    const n = wholeNumber(`The number of buckets of ${NAME}`, given, 1)
    const { min, max, count } = await extremes(this, site)
    if (min === max || n === 1) return [[min, max], [count]]
    if (Number.isFinite(max - min)) return counted(this, evenBuckets(min, max, n), site)
    return refuse(`The numbers of ${NAME}`, 'finite ones, to cut them evenly', max - min, site)
  },
})
