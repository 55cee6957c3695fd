import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elements } from './arbitraries.ts'
import { PARTITIONS } from './arrays.ts'
import { codeOf, glommed, orCode, RUNS, sc, spread, withContext } from './rdds.ts'

withContext()

const many = Array.from({ length: 6000 }, (_, i) => i)
const between = (x: number, low: number, high: number): void => {
  expect(x).toBeGreaterThanOrEqual(low)
  expect(x).toBeLessThanOrEqual(high)
}
const seeds = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))

describe.each(PARTITIONS)('samples of %i partitions', (n) => {
  it('are parts, in order, and the same for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(elements, seeds, fc.boolean(), async (data, seed, again) => {
        const rdd = spread(
          data.map((x, i): [number, unknown] => [i, x]),
          n,
        )
        const sample = rdd.sample(again, 0.5, seed)
        const seen = await sample.keys().collect()
        expect(seen).toEqual(seen.toSorted((a, b) => a - b))
        if (!again) expect(new Set(seen).size).toBe(seen.length)
        expect(await rdd.sample(again, 0.5, { seed }).keys().collect()).toEqual(seen)
        expect(await rdd.sample(false, 1, seed).count()).toBe(data.length)
        expect(await rdd.sample(again, 0, seed).count()).toBe(0)
      }),
      RUNS,
    )
  })

  it('have about the size that was asked for, element by element', async () => {
    const rdd = spread(many, n)
    between(await rdd.sample(false, 0.25, 7).count(), 1350, 1650)
    const again = rdd.sample(true, 2, 7)
    between(await again.count(), 11_500, 12_500)
    const none = many.length - (await again.distinct().count())
    between(none, many.length * Math.exp(-2) * 0.8, many.length * Math.exp(-2) * 1.2)
    between(await rdd.sample(true, 40, 7).count(), 238_000, 242_000)
  })

  it('of exact size', async () => {
    await fc.assert(
      fc.asyncProperty(elements, seeds, fc.nat({ max: 20 }), async (data, seed, k) => {
        const rdd = spread(
          data.map((_, i) => i),
          n,
        )
        const once = await rdd.takeSample(false, k, seed)
        expect(once).toHaveLength(Math.min(k, data.length))
        expect(new Set(once).size).toBe(once.length)
        const again = await rdd.takeSample(true, k, { seed })
        expect(again).toHaveLength(data.length > 0 ? k : 0)
        for (const x of [...once, ...again]) between(x, 0, data.length - 1)
        expect(await rdd.takeSample(false, k, seed)).toEqual(once)
        expect(await rdd.takeSample(true, k, seed)).toEqual(again)
      }),
      RUNS,
    )
  })

  it('by key', async () => {
    const rdd = spread(
      many.map((i): [string, number] => ['abc'[i % 3]!, i]),
      n,
    )
    const sample = rdd.sampleByKey(false, { a: 0.5, b: 1, c: 0 }, 3)
    const counts = await sample.countByKey()
    between(counts.get('a')!, 880, 1120)
    expect([counts.get('b'), counts.get('c')]).toEqual([2000, undefined])
    const twice = await rdd
      .sampleByKey(
        true,
        new Map([
          ['a', 2],
          ['b', 0],
          ['c', 0],
        ]),
        3,
      )
      .count()
    between(twice, 3700, 4300)
  })

  it('split without loss or overlap', async () => {
    await fc.assert(
      fc.asyncProperty(
        elements,
        seeds,
        fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 }),
        async (data, seed, weights) => {
          fc.pre(weights.some((weight) => weight > 0))
          const rdd = spread(
            data.map((_, i) => i),
            n,
          )
          const splits = rdd.randomSplit(weights, seed)
          const parts = await Promise.all(splits.map((split) => split.collect()))
          expect(parts.flat().toSorted((a, b) => a - b)).toEqual(data.map((_, i) => i))
          for (const [i, weight] of weights.entries())
            if (weight === 0) expect(parts[i]).toEqual([])
        },
      ),
      RUNS,
    )
    const [most, rest] = spread(many, n).randomSplit([3, 1], 1)
    between(await most.count(), 4300, 4700)
    expect((await most.count()) + (await rest.count())).toBe(many.length)
  })
})

describe('a sample without a seed', () => {
  it('is another one each time it is defined, and the same each time it is computed', async () => {
    const rdd = sc().parallelize(many, 3)
    const sample = rdd.sample(false, 0.5)
    expect(await glommed(sample)).toEqual(await glommed(sample))
    expect(await rdd.sample(false, 0.5).collect()).not.toEqual(await sample.collect())
    expect(await rdd.takeSample(false, 5)).not.toEqual(await rdd.takeSample(false, 5))
    const [a, b] = rdd.randomSplit([1, 1])
    expect((await a.collect()).filter((x) => x < 0)).toEqual([])
    expect(await a.intersection(b).count()).toBe(0)
  })
})

describe('partitions', () => {
  it('have numbers of their own', async () => {
    const parts = await glommed(
      sc()
        .parallelize([...many, ...many], 2)
        .sample(false, 0.5, 1),
    )
    expect(parts[0]).not.toEqual(parts[1])
  })
})

describe('refused at the call', () => {
  const rdd = (): ReturnType<typeof spread<number>> => spread([1, 2], 1)

  it.each([[-0.1], [Number.NaN], [Infinity], ['1'], [undefined]])('the fraction %o', (fraction) => {
    expect(codeOf(() => rdd().sample(false, fraction as number))).toBe('TAP109')
    const pairs = rdd().keyBy(() => 'a')
    expect(codeOf(() => pairs.sampleByKey(false, { a: fraction as number }))).toBe('TAP109')
  })

  it('other arguments of the wrong kind', async () => {
    expect(codeOf(() => rdd().sample(0.5 as never, 1))).toBe('TAP109')
    expect(codeOf(() => rdd().sample(false, 1, 'x' as never))).toBe('TAP109')
    expect(codeOf(() => rdd().sample(false, 1, { sed: 1 } as never))).toBe('TAP108')
    for (const weights of [[1, -1], [0, 0], [], 3, ['1']]) {
      expect(codeOf(() => rdd().randomSplit(weights as number[]))).toBe('TAP109')
    }
    for (const num of [-1, 0.5, undefined]) {
      expect(await orCode(rdd().takeSample(false, num as number))).toBe('TAP109')
    }
    expect(
      codeOf(() =>
        rdd()
          .keyBy(() => 'a')
          .sampleByKey(false, 0.5 as never),
      ),
    ).toBe('TAP109')
    expect(
      await orCode(
        rdd()
          .keyBy(() => 'a')
          .sampleByKey(false, {})
          .collect(),
      ),
    ).toBe('TAP109')
  })
})
