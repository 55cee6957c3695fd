import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RDD, SparkConf, SparkContext, StorageLevel } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { elements, pairs } from './arbitraries.ts'
import { PARTITIONS, slices } from './arrays.ts'

const code = (value: string): unknown => expect.objectContaining({ code: value })

const LEVELS = Object.entries(StorageLevel).filter(
  (entry): entry is [string, StorageLevel] => entry[1] instanceof StorageLevel,
)

const context = (memory: string): SparkContext =>
  new SparkContext(
    new SparkConf()
      .setMaster('local[2]')
      .setAppName('storage')
      .set('spark.tap.storage.memory', memory),
  )

describe.each(['64m', '2k', '0'])('with %s of memory for what is kept', (memory) => {
  let sc: SparkContext
  beforeAll(() => {
    sc = context(memory)
  })
  afterAll(() => sc.stop())

  it.each(LEVELS)('results do not depend on the level: %s', async (_, level) => {
    await fc.assert(
      fc.asyncProperty(elements, pairs, fc.constantFrom(...PARTITIONS), async (data, keyed, n) => {
        const rdd = sc.parallelize(data as string[], n).persist(level)
        const doubled = rdd.flatMap((x) => [x, x]).persist(level)
        const groups = sc
          .parallelize(keyed as unknown as [string, string][], n)
          .groupByKey(2)
          .persist(level)
        const parts = slices(data, n)
        const first = await groups.collect()
        for (let again = 0; again < 3; again++) {
          expect((await rdd.glom().collect()).map((part) => [...part])).toEqual(parts)
          expect(await doubled.collect()).toEqual(parts.flat().flatMap((x) => [x, x]))
          expect(await rdd.count()).toBe(data.length)
          expect(await groups.collect()).toStrictEqual(first)
        }
        rdd.unpersist()
        expect(await rdd.collect()).toEqual(data)
      }),
      { numRuns: 5 },
    )
  })
})

describe('persist', () => {
  let sc: SparkContext
  beforeAll(() => {
    sc = context('10m')
  })
  afterAll(() => sc.stop())

  const counted = (): { rdd: RDD<number>; calls: () => number } => {
    const calls = sc.accumulator(0)
    return {
      rdd: sc.range(0, 10, 1, 2).map((x) => (calls.add(1), x)),
      calls: () => calls.value,
    }
  }

  it.each(LEVELS.filter(([, level]) => level.isValid))('%s computes once', async (_, level) => {
    const { rdd, calls } = counted()
    rdd.persist({ storageLevel: level })
    for (let i = 0; i < 3; i++) await rdd.collect()
    expect(calls()).toBe(10)
    expect(rdd.getStorageLevel()).toBe(level)
  })

  it('NONE computes each time', async () => {
    const { rdd, calls } = counted()
    rdd.persist(StorageLevel.NONE)
    for (let i = 0; i < 2; i++) await rdd.collect()
    expect([calls(), rdd.getStorageLevel()]).toEqual([20, StorageLevel.NONE])
  })

  it('keeps what holds only instances of classes in memory, and computes again what only a disk could hold', async () => {
    const calls = sc.accumulator(0)
    const dates = sc.range(2).map((x) => (calls.add(1), new URL(`http://lab/${x}`)))
    const kept = dates.map((url) => url).persist(StorageLevel.MEMORY_AND_DISK)
    const not = dates.map((url) => url).persist(StorageLevel.DISK_ONLY)
    for (let i = 0; i < 2; i++) await kept.collect()
    expect(calls.value).toBe(2)
    for (let i = 0; i < 2; i++) expect((await not.collect())[0]).toBeInstanceOf(URL)
    expect(calls.value).toBe(6)
  })

  it('says a level once', () => {
    const { rdd } = counted()
    expect(rdd.cache().persist().getStorageLevel()).toBe(StorageLevel.MEMORY_ONLY)
    expect(() => rdd.persist(StorageLevel.DISK_ONLY)).toThrow(code('TAP115'))
    rdd.unpersist({ blocking: true }).persist(StorageLevel.DISK_ONLY)
    expect(() => rdd.cache()).toThrow(code('TAP115'))
    expect(() => rdd.persist('MEMORY_ONLY' as unknown as StorageLevel)).toThrow(code('TAP109'))
  })

  it('prints as Spark does', () => {
    expect(String(StorageLevel.MEMORY_AND_DISK_2)).toBe(
      'StorageLevel(disk, memory, deserialized, 2 replicas)',
    )
    expect(String(StorageLevel.OFF_HEAP)).toBe('StorageLevel(disk, memory, offheap, 1 replicas)')
    expect(String(StorageLevel.NONE)).toBe('StorageLevel(1 replicas)')
  })
})

describe('persist of a stream', () => {
  it.each(LEVELS)(
    '%s: two outputs see the same, and a batch is computed once',
    async (_, level) => {
      let calls: () => number = () => 0
      const seen = await runStreamTest({
        inputs: { data: [[1, 2], [], [3]] },
        build: (ssc, { data }) => {
          const counter = ssc.sparkContext.accumulator(0)
          calls = () => counter.value
          const mapped = data.map((x) => (counter.add(1), x * 10)).persist(level)
          return { plain: mapped.map((x) => x), window: mapped.window(2, 1) }
        },
      })
      expect(seen).toEqual({ plain: [[10, 20], [], [30]], window: [[10, 20], [10, 20], [30]] })
      expect(calls()).toBe(3)
    },
  )
})
