import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../src/columns/arbitrary-key.fixture.ts'
import { elements, key } from './arbitraries.ts'
import { folded, type Pair, PARTITIONS, placed, slices } from './arrays.ts'
import { codeOf, glommed, orCode, RUNS, sc, spread, withContext } from './rdds.ts'

withContext()

const keys = fc.array(key, { maxLength: 12 })
const once = (data: readonly unknown[]): unknown[] =>
  folded(
    data.map((x): Pair => [x, x]),
    (a) => a,
  ).map(([x]) => x)
const has = (data: readonly unknown[], x: unknown): boolean =>
  data.some((y) => canonical(y) === canonical(x))
const placedKeys = (data: readonly unknown[], n: number): unknown[][] =>
  placed(
    data.map((x): Pair => [x, x]),
    n,
  ).map((part) => part.map(([x]) => x))
/** Equal ones together, as in the order of their first. */
const together = (data: readonly unknown[]): unknown[] =>
  once(data).flatMap((x) => data.filter((y) => canonical(y) === canonical(x)))

describe.each(PARTITIONS)('sets on %i partitions', (n) => {
  it.each(PARTITIONS)('distinct, intersection and subtract into %i', async (m) => {
    await fc.assert(
      fc.asyncProperty(keys, keys, async (a, b) => {
        const [left, right] = [spread(a, n), spread(b, 2)]
        expect(await glommed(left.distinct(m))).toEqual(placedKeys(once(a), m))
        const both = once(a).filter((x) => has(b, x))
        expect(await glommed(left.intersection(right, m))).toEqual(placedKeys(both, m))
        const rest = together(a).filter((x) => !has(b, x))
        expect(await glommed(left.subtract(right, { numPartitions: m }))).toEqual(
          placedKeys(rest, m),
        )
      }),
      RUNS,
    )
  })

  it('cartesian', async () => {
    await fc.assert(
      fc.asyncProperty(elements, elements, async (a, b) => {
        const product = slices(a, n).flatMap((left) =>
          slices(b, 2).map((right) => left.flatMap((x) => right.map((y) => [x, y]))),
        )
        const rdd = spread<unknown>(a, n).cartesian(spread<unknown>(b, 2))
        expect(await glommed(rdd)).toEqual(product)
        expect(await rdd.count()).toBe(a.length * b.length)
      }),
      RUNS,
    )
  })

  it('zip', async () => {
    await fc.assert(
      fc.asyncProperty(elements, async (data) => {
        const rdd = spread<unknown>(data, n)
        const zipped = rdd.zip(rdd.map((x) => String(x)))
        expect(await glommed(zipped)).toEqual(
          slices(
            data.map((x) => [x, String(x)]),
            n,
          ),
        )
      }),
      RUNS,
    )
  })
})

describe('partitions', () => {
  it('of a difference are those of the left, of an intersection the most', () => {
    const [a, b] = [sc().parallelize([1], 2), sc().parallelize([1], 5)]
    expect(
      [a.subtract(b), a.intersection(b), a.cartesian(b)].map((r) => r.getNumPartitions()),
    ).toEqual([2, 5, 10])
  })
})

describe('zip refuses', () => {
  it('RDDs with different numbers of partitions at the call, of elements in the job', async () => {
    const [a, b] = [sc().parallelize([1, 2, 3], 2), sc().parallelize([1, 2, 3], 3)]
    expect(codeOf(() => a.zip(b))).toBe('TAP407')
    expect(codeOf(() => a.zip([1] as never))).toBe('TAP109')
    expect(await orCode(a.zip(a.filter((x) => x > 1)).collect())).toBe('TAP407')
  })
})
