import { extend } from '../../core/extend.ts'
import { isPlainObject, optional } from '../../core/options.ts'
import { KeyTable } from '../../columns/key-table.ts'
import { callSite } from '../../closure/call-site.ts'
import { notNegative, refuse, wholeNumber } from '../arguments.ts'
import { between, drawing, drawn, sample } from '../operators/sample.ts'
import { pairOf } from '../operators/pair-of.ts'
import type { NotPairs } from '../pairs.ts'
import { anySeed } from '../random.ts'
import { RDD } from '../rdd.ts'
import { withoutReplacement, withReplacement } from '../take-sample.ts'

/** A number by position, or by name. Without one any is taken, once, so that computing again gives the same. */
export type Seed = number | { seed?: number }

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * About so large a part of the elements, each with the same chance; with replacement each comes out `fraction`
     * times on average. The same seed gives the same sample.
     * @throws TAP109 when `fraction` is negative
     * @example
     * await sc.parallelize([1, 2, 3]).sample(false, 1, 42).collect()   // [ 1, 2, 3 ]
     */
    sample(withReplacement: boolean, fraction: number, seed?: Seed): RDD<T>
    /**
     * Exactly `num` elements in any order; without replacement at most as many as there are.
     * @throws TAP109 when `num` is no whole number, 0 or more
     * @example
     * (await sc.parallelize([1, 2, 3]).takeSample(false, 2, 42)).length   // 2
     */
    takeSample(withReplacement: boolean, num: number, seed?: Seed): Promise<T[]>
    /**
     * RDDs that share out the elements, each with about its weight's part of the sum of the weights.
     * @throws TAP109 when a weight is negative or all are 0
     * @example
     * const [training, test] = sc.parallelize([1, 2, 3]).randomSplit([0.8, 0.2], 42)
     * await training.union(test).count()   // 3
     */
    randomSplit<const W extends readonly number[]>(
      weights: W,
      seed?: Seed,
    ): { -readonly [I in keyof W]: RDD<T> }
    /**
     * As `sample`, with a fraction for each key: a Map, or a plain object where keys are strings.
     * @throws TAP109 when a fraction is negative, and in a job when a key has none · TAP402 when an element is no pair
     * @example
     * await sc.parallelize([['a', 1], ['b', 2]]).sampleByKey(false, { a: 1, b: 0 }, 42).collect()
     * // [ [ 'a', 1 ] ]
     */
    sampleByKey<K, V>(
      this: RDD<readonly [K, V]>,
      withReplacement: boolean,
      fractions: ReadonlyMap<K, number> | Readonly<Record<string, number>>,
      seed?: Seed,
    ): RDD<[K, V]>
    sampleByKey(this: NotPairs, ...args: never[]): never
  }
}

const seedOf = (given: readonly unknown[], method: string): number => {
  const [seed] = optional(method, ['seed'], given, callSite)
  if (seed === undefined || seed === null) return anySeed()
  return Number.isFinite(seed)
    ? (seed as number)
    : refuse(`The seed of ${method}`, 'a number', seed)
}

const replacing = (given: unknown, method: string): boolean =>
  typeof given === 'boolean'
    ? given
    : refuse(`withReplacement, the first argument of ${method}`, 'true or false', given)

/** Fractions by the value of their keys. */
const fractionsOf = (given: unknown): ((key: unknown) => number | undefined) => {
  if (!(given instanceof Map) && !isPlainObject(given)) {
    return refuse('The fractions of sampleByKey', 'a Map or a plain object', given)
  }
  const table = new KeyTable()
  const fractions: number[] = []
  for (const [key, fraction] of given instanceof Map ? given : Object.entries(given)) {
    fractions[table.slot(key)] = notNegative('A fraction of sampleByKey', fraction)
  }
  return (key) => fractions[table.find(key)]
}

extend(RDD, {
  sample(this: RDD<unknown>, replace: unknown, given: unknown, ...more: readonly unknown[]) {
    const again = replacing(replace, 'sample')
    const fraction = notNegative('The fraction of sample', given)
    const seed = seedOf(more, 'sample')
    return new RDD(this.context, sample(this.node, again, fraction, seed, callSite()))
  },
  async takeSample(this: RDD<unknown>, replace: unknown, given: unknown, ...more: unknown[]) {
    const again = replacing(replace, 'takeSample')
    const num = wholeNumber('The number of elements of takeSample', given)
    const seed = seedOf(more, 'takeSample')
    return (again ? withReplacement : withoutReplacement)(this, num, seed, callSite())
  },
  randomSplit(this: RDD<unknown>, given: unknown, ...more: readonly unknown[]) {
    const what = 'The weights of randomSplit'
    if (!Array.isArray(given)) return refuse(what, 'an array of numbers', given)
    const weights = given.map((weight) => notNegative('A weight of randomSplit', weight))
    const sum = weights.reduce((a, b) => a + b, 0)
    if (sum === 0) return refuse(what, 'numbers of which one is above 0', given)
    const seed = seedOf(more, 'randomSplit')
    const site = callSite()
    let [low, upTo] = [0, 0]
    return weights.map((weight) => {
      // Added up in the order of the sum, so that the last bound is exactly 1.
      upTo += weight
      const high = upTo / sum
      const split = between(this.node, [low, high], seed, site)
      low = high
      return new RDD(this.context, split)
    })
  },
  sampleByKey(this: RDD<unknown>, replace: unknown, given: unknown, ...more: readonly unknown[]) {
    const name = 'sampleByKey'
    const again = replacing(replace, name)
    const fractionFor = fractionsOf(given)
    const seed = seedOf(more, name)
    const site = callSite()
    const draw = (element: unknown, random: () => number): number => {
      const [key] = pairOf(element, name, site)
      const fraction = fractionFor(key)
      const what = `The fraction of key ${JSON.stringify(key)} of ${name}`
      return drawing(again, fraction ?? refuse(what, 'a number', undefined, site), random)
    }
    return new RDD(this.context, drawn(this.node, seed, draw, name, site))
  },
})
