import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccumulatorParam, SparkContext } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { PARTITIONS } from './arrays.ts'

const code = (value: string): unknown => expect.objectContaining({ code: value })

const unionOf: AccumulatorParam<Set<string>> = {
  zero: () => new Set(),
  addInPlace: (a, b) => {
    for (const x of b) a.add(x)
    return a
  },
}

describe('accumulators', () => {
  let sc: SparkContext
  beforeAll(() => {
    sc = new SparkContext('local[2,3]', 'accumulators')
  })
  afterAll(() => sc.stop())

  it.each(PARTITIONS)('add up what an array adds up, on %i partitions', async (n) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -9, max: 9 })), async (data) => {
        const sum = sc.accumulator(10)
        const big = sc.accumulator(0n, null, 'big')
        const seen = sc.accumulator(new Set<string>(), unionOf, { name: 'seen' })
        const long = sc.longAccumulator()
        const double = sc.doubleAccumulator('halves')
        const list = sc.collectionAccumulator<number>()
        await sc.parallelize(data, n).foreach((x) => {
          sum.add(x)
          big.add(BigInt(x))
          seen.add(new Set([String(x)]))
          long.add(x)
          double.add(x / 2)
          list.add(x)
        })
        const total = data.reduce((a, b) => a + b, 0)
        expect([sum.value, big.value]).toEqual([10 + total, BigInt(total)])
        expect(seen.value).toEqual(new Set(data.map(String)))
        expect([long.value, long.sum, long.count]).toEqual([total, total, data.length])
        expect(double.value).toBe(total / 2)
        expect(double.avg).toEqual(data.length === 0 ? Number.NaN : total / 2 / data.length)
        expect(list.value).toEqual(data)
        expect([long.isZero, list.isZero]).toEqual([data.length === 0, data.length === 0])
      }),
      { numRuns: 15 },
    )
  })

  it('count a task once, however often it was tried', async () => {
    const tries = sc.accumulator(0)
    let failures = 2
    const doubled = sc.parallelize([1, 2, 3], 1).map((x) => {
      tries.add(1)
      if (x === 3 && failures-- > 0) throw new Error('again')
      return x * 2
    })
    expect(await doubled.collect()).toEqual([2, 4, 6])
    expect(tries.value).toBe(3)
  })

  it('count nothing of a job that failed in its first task', async () => {
    const seen = sc.accumulator(0)
    const job = sc.parallelize([1, 2], 1).foreach(() => {
      seen.add(1)
      throw new Error('always')
    })
    await expect(job).rejects.toEqual(code('TAP501'))
    expect(seen.value).toBe(0)
  })

  it('count a transformation as often as it is computed, and a cached one once', async () => {
    const seen = sc.accumulator(0)
    const mapped = sc.parallelize([1, 2, 3], 2).map((x) => (seen.add(1), x))
    await mapped.count()
    await mapped.count()
    expect(seen.value).toBe(6)
    mapped.cache()
    await mapped.count()
    await mapped.count()
    expect(seen.value).toBe(9)
  })

  it('are added to by whatever foreachPartition awaits', async () => {
    const seen = sc.accumulator(0)
    await sc.parallelize([1, 2, 3, 4], 2).foreachPartition(async (rows) => {
      for (const x of rows) {
        await new Promise((resolve) => void setTimeout(resolve, 1))
        seen.add(x)
      }
      await Promise.all([1, 2].map(async () => (await Promise.resolve(), seen.add(100))))
    })
    expect(seen.value).toBe(10 + 400)
  })

  it('are added to on both sides of a shuffle', async () => {
    const [before, merges] = [sc.accumulator(0), sc.accumulator(0)]
    const pairs = sc.parallelize([1, 2, 3, 4], 2).map((x) => (before.add(1), [x % 2, x]))
    await pairs.reduceByKey((a, b) => (merges.add(1), a + b), 2).collect()
    expect([before.value, merges.value]).toEqual([4, 2])
  })

  it('begin each task with a fresh zero, and leave the initial value alone', async () => {
    const zero = new Set<string>()
    const initial = new Set(['first'])
    const seen = sc.accumulator(initial, { ...unionOf, zero: () => zero })
    await sc.parallelize(['a', 'b', 'c'], 3).foreach((x) => seen.add(new Set([x])))
    expect([...seen.value].toSorted()).toEqual(['a', 'b', 'c', 'first'])
    expect([initial.size, zero.size]).toEqual([1, 0])
  })

  it('are read and set on the driver only', async () => {
    const seen = sc.accumulator(1)
    const long = sc.longAccumulator()
    const rows = sc.parallelize([1])
    for (const read of [
      () => seen.value,
      () => (seen.value = 3),
      () => String(seen),
      () => long.value,
      () => long.avg,
      () => long.isZero,
      () => (long.reset(), 1),
    ]) {
      const error = await rows
        .map(() => String(read()))
        .collect()
        .catch((e: unknown) => e)
      expect(error).toEqual(code('TAP411'))
    }
    await expect(
      rows.foreachPartition(async () => {
        await Promise.resolve()
        expect(seen.value).toBe(1)
      }),
    ).rejects.toEqual(code('TAP411'))
    seen.value = 7
    seen.add(1)
    long.add(2)
    long.reset()
    expect([seen.value, long.value, long.count]).toEqual([8, 0, 0])
  })

  it('print as PySpark and Scala print them', async () => {
    await sc.stop()
    sc = new SparkContext('local[2]', 'accumulators')
    const [plain, words] = [sc.accumulator(3), sc.collectionAccumulator<string>()]
    const long = sc.longAccumulator('lines')
    words.add('a')
    expect([plain, words, long].map(String)).toEqual([
      'Accumulator<id=0, value=3>',
      'CollectionAccumulator(id: 1, name: None, value: [a])',
      'LongAccumulator(id: 2, name: Some(lines), value: 0)',
    ])
    expect(sc.accumulator(0, null, 'words').name).toBe('words')
  })

  it('refuse what they cannot add, and an object in the place of the param is one', async () => {
    const loose = sc as unknown as { accumulator(...given: unknown[]): unknown }
    expect(() => loose.accumulator('text')).toThrow(code('TAP109'))
    expect(() => loose.accumulator(0, { name: 'seen' })).toThrow(/third argument/)
    expect(() => loose.accumulator(0, null, { named: 'seen' })).toThrow(code('TAP108'))
    expect(() => loose.accumulator(0, null, 5)).toThrow(code('TAP109'))
    const long = sc.longAccumulator()
    const job = sc.parallelize([0.5]).foreach((x) => long.add(x))
    await expect(job).rejects.toThrow(/LongAccumulator: expected a whole number, got 0.5/)
  })

  it('fail the job when their own addition fails on the driver', async () => {
    const broken = sc.accumulator([] as number[], {
      zero: () => [],
      addInPlace: (a, b) => {
        if (b.length > 1) throw new RangeError('too many')
        return [...a, ...b]
      },
    })
    const job = sc.parallelize([1, 2], 1).foreach((x) => broken.add([x]))
    await expect(job).rejects.toThrow(/the addition of accumulator \d+ failed[^]*too many/)
  })

  it('know in foreachRDD what its action added, batch by batch', async () => {
    await sc.stop()
    const values: number[] = []
    await runStreamTest({
      inputs: { lines: [['a', 'b'], [], ['c']] },
      build: (ssc, { lines }) => {
        const seen = ssc.sparkContext.accumulator(0)
        lines.foreachRDD(async (rdd) => {
          await rdd.foreach(() => seen.add(1))
          seen.add(100)
          values.push(seen.value)
        })
        return { lines }
      },
    })
    expect(values).toEqual([102, 202, 303])
    sc = new SparkContext('local', 'end')
  })
})
