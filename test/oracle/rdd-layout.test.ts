import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elements } from './arbitraries.ts'
import { PARTITIONS, slices } from './arrays.ts'
import { codeOf, glommed, RUNS, sc, spread, withContext } from './rdds.ts'

withContext()

describe.each(PARTITIONS)('the layout of %i partitions', (n) => {
  it.each(PARTITIONS)('coalesced and dealt to %i', async (m) => {
    await fc.assert(
      fc.asyncProperty(elements, async (data) => {
        const rdd = spread<unknown>(data, n)
        const grouped =
          m < n ? slices(slices(data, n), m).map((parts) => parts.flat()) : slices(data, n)
        expect(await glommed(rdd.coalesce(m))).toEqual(grouped)
        const dealt = Array.from({ length: m }, (_, i) =>
          slices(data, n).flatMap((part) => part.filter((_, j) => j % m === i)),
        )
        expect(await glommed(rdd.repartition(m))).toEqual(dealt)
        expect(await glommed(rdd.coalesce(m, { shuffle: true }))).toEqual(dealt)
      }),
      RUNS,
    )
  })

  it('numbered', async () => {
    await fc.assert(
      fc.asyncProperty(elements, async (data) => {
        const rdd = spread<unknown>(data, n)
        const places = slices(
          data.map((x, i) => [x, i]),
          n,
        )
        expect(await glommed(rdd.zipWithIndex())).toEqual(places)
        const ids = slices(data, n).map((part, k) => part.map((x, i) => [x, i * n + k]))
        expect(await glommed(rdd.zipWithUniqueId())).toEqual(ids)
      }),
      RUNS,
    )
  })
})

describe('zipWithIndex', () => {
  it('runs no job at the call, and numbers what a shuffle made', async () => {
    const before = sc().jobs
    const rdd = sc()
      .parallelize([3, 1, 2, 3], 2)
      .distinct(3)
      .zipWithIndex()
      .map(([x, i]) => [i, x])
    expect(sc().jobs).toBe(before)
    expect(await rdd.keys().collect()).toEqual([0, 1, 2])
  })

  it('counts more elements than one step holds', async () => {
    const data = Array.from({ length: 5000 }, (_, i) => i)
    expect(
      await sc()
        .parallelize(data, 2)
        .zipWithIndex()
        .map(([x, i]) => x - i)
        .distinct()
        .collect(),
    ).toEqual([0])
  })
})

describe('a name', () => {
  it('is given to an RDD', () => {
    const rdd = sc().parallelize([1])
    expect(rdd.name()).toBe(null)
    expect(rdd.setName('words').name()).toBe('words')
    expect(codeOf(() => rdd.setName(3 as never))).toBe('TAP109')
  })
})

describe('numbers of partitions', () => {
  it.each([[0], [-1], [1.5], [undefined], ['2']])('of %o are refused', (n) => {
    const rdd = sc().parallelize([1])
    expect(codeOf(() => rdd.coalesce(n as number))).toBe('TAP109')
    expect(codeOf(() => rdd.repartition(n as number))).toBe('TAP109')
  })
})
