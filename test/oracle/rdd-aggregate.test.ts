import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RDD } from 'tapstream'
import { canonical } from '../../src/columns/arbitrary-key.fixture.ts'
import { elements, key, pairs, text } from './arbitraries.ts'
import { concat, folded, type Pair, PARTITIONS, slices } from './arrays.ts'
import { codeOf, orCode, paired, RUNS, sc, spread, withContext } from './rdds.ts'

withContext()

const texts = fc.array(text, { maxLength: 10 })
const sizeInto = (n: number, s: string): number => n + s.length
const add = (a: number, b: number): number => a + b
/** A Map makes −0 a 0. */
const keyed = (expected: readonly Pair[]): Pair[] => [...new Map(expected)]
const ones = (values: readonly unknown[]): Pair[] =>
  folded(
    values.map((x): Pair => [x, 1]),
    add,
  )

describe.each(PARTITIONS)('aggregates of %i partitions', (n) => {
  it('fold and aggregate take a zero per partition and one at the end', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (data) => {
        const rdd = spread(data, n)
        const parts = slices(data, n)
        const folds = ['-', ...parts.map((part) => `-${part.join('')}`)].join('')
        expect(await rdd.fold('-', concat)).toBe(folds)
        const sizes = data.join('').length
        expect(await rdd.aggregate(1, sizeInto, add)).toBe(sizes + n + 1)
        expect(await rdd.treeAggregate(1, sizeInto, add)).toBe(sizes + n)
        expect(await rdd.treeAggregate(1, sizeInto, add, { depth: 3 })).toBe(sizes + n)
        expect(await orCode(rdd.treeReduce(concat, 2))).toBe(
          data.length > 0 ? data.join('') : 'TAP509',
        )
      }),
      RUNS,
    )
  })

  it('lookup, collectAsMap, countByKey and reduceByKeyLocally', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, key, async (data, wanted) => {
        const rdd = paired(data, n)
        const found = data.filter(([k]) => canonical(k) === canonical(wanted)).map(([, v]) => v)
        expect(await rdd.lookup(wanted)).toEqual(found)
        expect((await rdd.partitionBy(4).lookup(wanted)).toSorted()).toEqual(found.toSorted())
        expect([...(await rdd.collectAsMap())]).toEqual(keyed(folded(data, (_, v) => v)))
        expect([...(await rdd.countByKey())]).toEqual(keyed(ones(data.map(([k]) => k))))
        expect([...(await rdd.reduceByKeyLocally(concat))]).toEqual(keyed(folded(data, concat)))
      }),
      RUNS,
    )
  })

  it('countByValue', async () => {
    await fc.assert(
      fc.asyncProperty(elements, async (data) => {
        expect([...(await spread<unknown>(data, n).countByValue())]).toEqual(keyed(ones(data)))
      }),
      RUNS,
    )
  })

  it('toLocalIterator', async () => {
    await fc.assert(
      fc.asyncProperty(elements, async (data) => {
        const seen: unknown[] = []
        for await (const x of spread<unknown>(data, n).toLocalIterator()) seen.push(x)
        expect(seen).toEqual(data)
      }),
      RUNS,
    )
  })
})

describe('toLocalIterator', () => {
  it('computes a partition when it is reached', async () => {
    const touched: number[] = []
    const rdd = sc()
      .parallelize([1, 2, 3, 4], 4)
      .map((x) => (touched.push(x), x))
    for await (const x of rdd.toLocalIterator()) if (x === 2) break
    expect(touched).toEqual([1, 2])
  })
})

describe('lookup', () => {
  it('computes only the partition of the key where pairs are placed', async () => {
    const touched: number[] = []
    const rdd = sc()
      .parallelize(
        [
          [0, 'a'],
          [1, 'b'],
          [2, 'c'],
          [3, 'd'],
        ],
        2,
      )
      .partitionBy(2)
      .mapValues((v) => (touched.push(1), v))
    expect(await rdd.lookup(3)).toEqual(['d'])
    expect(touched).toHaveLength(2)
    expect(await rdd.sortByKey(true, 2).lookup(2)).toEqual(['c'])
  })
})

describe('a zero', () => {
  it('is copied for every partition and the end', async () => {
    const zero: number[] = []
    const push = (list: number[], x: number): number[] => (list.push(x), list)
    const all = (a: number[], b: number[]): number[] => (a.push(...b), a)
    for (let i = 0; i < 2; i++) {
      expect(await sc().parallelize([1, 2, 3], 3).aggregate(zero, push, all)).toEqual([1, 2, 3])
      expect(await sc().parallelize([1, 2, 3], 3).treeAggregate(zero, push, all)).toEqual([1, 2, 3])
      expect(await spread<number[]>([[1], [2]], 2).fold(zero, all)).toEqual([1, 2])
    }
    expect(zero).toEqual([])
  })

  it('alone is the result without partitions', async () => {
    const none = sc().emptyRDD<number>()
    expect(await none.fold(5, add)).toBe(5)
    expect(await none.aggregate(5, add, add)).toBe(5)
    expect(await none.treeAggregate(5, add, add)).toBe(5)
    expect([await none.top(3), await none.takeOrdered(3)]).toEqual([[], []])
  })
})

describe('an RDD without partitions', () => {
  it.each<[string, (rdd: RDD<[string, number]>) => Promise<unknown>]>([
    ['countByKey', (rdd) => rdd.countByKey()],
    ['countByValue', (rdd) => rdd.countByValue()],
    ['reduceByKeyLocally', (rdd) => rdd.reduceByKeyLocally(add)],
    ['treeReduce', (rdd) => rdd.treeReduce((a) => a)],
    ['max', (rdd) => rdd.max()],
    ['min', (rdd) => rdd.min()],
  ])('has no %s', async (name, action) => {
    await expect(action(sc().emptyRDD<[string, number]>())).rejects.toThrow(
      `Can not ${name}() empty RDD`,
    )
  })
})

describe('refused at the call', () => {
  it('are functions that are none, and depths', async () => {
    const rdd = sc().parallelize([1, 2])
    expect(await orCode(rdd.fold(0, 'add' as never))).toBe('TAP109')
    expect(await orCode(rdd.aggregate(0, add, undefined as never))).toBe('TAP109')
    expect(await orCode(rdd.treeAggregate(0, add, add, 0))).toBe('TAP109')
    expect(await orCode(rdd.treeReduce(add, -1))).toBe('TAP109')
    expect(codeOf(() => rdd.keyBy(3 as never))).toBe('TAP109')
  })

  it('are elements that are no pairs', async () => {
    const rdd = sc().parallelize(['abc', 'd']) as unknown as RDD<[string, number]>
    for (const action of [
      rdd.countByKey(),
      rdd.collectAsMap(),
      rdd.lookup('a'),
      rdd.reduceByKeyLocally(add),
    ]) {
      expect(await orCode(action)).toBe('TAP402')
    }
  })

  it('and a failing function is named by its action', async () => {
    const rdd = sc().parallelize([1, 2])
    const fail = (): never => {
      throw new RangeError('no')
    }
    await expect(rdd.aggregate(0, fail, add)).rejects.toThrow(
      /aggregate failed on a record[^]*First record: 1/,
    )
    await expect(rdd.top(1, fail)).rejects.toThrow(/top failed on a record[^]*First record: 1/)
  })
})
