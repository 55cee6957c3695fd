import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { SparkContext, StreamingContext } from '../index.ts'
import { runStreamTest } from './index.ts'

const add = (a: number, b: number): number => a + b

describe('runStreamTest', () => {
  it('counts words batch by batch', async () => {
    const { counts } = await runStreamTest({
      inputs: { lines: [['a b', 'a'], [], ['b b b']] },
      build: (_, { lines }) => ({
        counts: lines
          .flatMap((line) => line.split(' '))
          .map((w) => [w, 1])
          .reduceByKey(add),
      }),
    })
    expect(counts).toEqual([
      [
        ['a', 2],
        ['b', 1],
      ],
      [],
      [['b', 3]],
    ])
  })

  it('has null where a stream made no RDD: given as null, or between slides', async () => {
    const { same, windows } = await runStreamTest({
      inputs: { numbers: [[1], null, [3], [4]] },
      build: (_, { numbers }) => ({ same: numbers, windows: numbers.window(2, 2) }),
    })
    expect(same).toEqual([[1], null, [3], [4]])
    expect(windows).toEqual([null, [1], null, [3, 4]])
  })

  it('runs as many batches as asked for: empty ones after the last, or not all', async () => {
    const count = (batches?: number) =>
      runStreamTest({
        inputs: { a: [[1, 2], [3]], b: [[1], [], []] },
        ...(batches !== undefined && { batches }),
        build: (_, { a }) => ({ n: a.count() }),
      })
    expect((await count()).n).toEqual([[2], [1], [0]])
    expect((await count(5)).n).toEqual([[2], [1], [0], [0], [0]])
    expect((await count(1)).n).toEqual([[2]])
    expect((await count(0)).n).toEqual([])
  })

  it('cuts a batch into partitions as parallelize does', async () => {
    const parts = (partitions?: number) =>
      runStreamTest({
        inputs: { numbers: [[1, 2, 3, 4, 5], [6]] },
        ...(partitions !== undefined && { partitions }),
        build: (_, { numbers }) => ({ parts: numbers.glom().map((part) => [...part]) }),
      })
    expect((await parts()).parts).toEqual([
      [
        [1, 2],
        [3, 4, 5],
      ],
      [[], [6]],
    ])
    expect((await parts(3)).parts[0]).toEqual([[1], [2, 3], [4, 5]])
    expect((await parts(7)).parts[0]).toEqual([[], [1], [2], [], [3], [4], [5]])
  })

  it('counts time from 0, by the batch interval', async () => {
    const times: string[] = []
    await runStreamTest({
      batchInterval: 0.5,
      inputs: { numbers: [[1], [2], [3]] },
      build: (ssc, { numbers }) => {
        numbers.foreachRDD((_, time) => void times.push(String(time)))
        expect(ssc.clock.now()).toBe(0)
        return { numbers }
      },
    })
    expect(times).toEqual(['500 ms', '1000 ms', '1500 ms'])
  })

  it('runs sources that are made in build, without inputs, on the same clock', async () => {
    const { words } = await runStreamTest({
      inputs: {},
      batches: 3,
      build: (ssc) => ({ words: ssc.queueStream([['a'], ['b', 'c']]) }),
    })
    expect(words).toEqual([['a'], ['b', 'c'], []])
  })

  it('takes master and settings', async () => {
    const seen: unknown[] = []
    const look = (more: { master?: string; conf?: Record<string, string> }) =>
      runStreamTest({
        inputs: { numbers: [[1]] },
        ...more,
        build: ({ sparkContext: sc }, { numbers }) => {
          seen.push([sc.master, sc.defaultParallelism, sc.appName])
          return { numbers }
        },
      })
    await look({})
    await look({ master: 'local[3]' })
    await look({ conf: { 'spark.master': 'local[2]', 'spark.app.name': 'mine' } })
    await look({ master: 'local[3]', conf: { 'spark.default.parallelism': '7' } })
    expect(seen).toEqual([
      ['local[1]', 1, 'runStreamTest'],
      ['local[3]', 3, 'runStreamTest'],
      ['local[2]', 2, 'mine'],
      ['local[3]', 7, 'runStreamTest'],
    ])
  })

  it('sets the checkpoint directory', async () => {
    const checkpointDir = mkdtempSync(join(tmpdir(), 'tap kit #1 100% è '))
    const sums = (more: { checkpointDir?: string }) =>
      runStreamTest({
        inputs: { pairs: [[['a', 1]], [], [['a', 2]]] },
        ...more,
        build: (_, { pairs }) => ({
          sums: pairs.updateStateByKey((values, sum) => values.reduce(add, sum ?? 0)),
        }),
      })
    expect((await sums({ checkpointDir })).sums).toEqual([[['a', 1]], [['a', 1]], [['a', 3]]])
    await expect(sums({})).rejects.toMatchObject({ code: 'TAP105' })
    rmSync(checkpointDir, { recursive: true })
  })

  it('lets concurrent calls queue, also behind one that fails', async () => {
    const run = (n: number) =>
      runStreamTest({
        inputs: { numbers: [[n]] },
        build: (_, { numbers }) => ({
          out: numbers.map((x) => {
            if (x === 2) throw new Error('two')
            return x
          }),
        }),
      })
    const results = await Promise.allSettled([1, 2, 3, 4].map(run))
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
  })
})

describe('runStreamTest rejects', () => {
  const broken = (error: string) => () => {
    throw new Error(error)
  }

  it('with the first error of the first batch that fails, and runs no further', async () => {
    let batches = 0
    const failing = runStreamTest({
      inputs: { numbers: [[1], [2], [3]] },
      build: (_, { numbers }) => {
        numbers.foreachRDD((rdd, time) => {
          batches++
          if (time.milliseconds === 2000) throw new Error('first')
        })
        numbers.foreachRDD((rdd, time) => {
          if (time.milliseconds === 2000) throw new Error('second')
        })
        return { numbers }
      },
    })
    await expect(failing).rejects.toMatchObject({ code: 'TAP501', cause: { message: 'first' } })
    expect(batches).toBe(2)
  })

  it('with the error of a generation', async () => {
    const failing = runStreamTest({
      inputs: { numbers: [[1]] },
      build: (_, { numbers }) => ({ out: numbers.transform(broken('no RDD')) }),
    })
    await expect(failing).rejects.toMatchObject({ code: 'TAP508', cause: { message: 'no RDD' } })
  })

  it('with what build throws, and leaves no context behind', async () => {
    const failing = runStreamTest({ inputs: {}, build: broken('in build') })
    await expect(failing).rejects.toThrow('in build')
    expect(StreamingContext.unstarted).toEqual([])
    await using sc = new SparkContext('local', 'free')
    expect(sc.isStopped).toBe(false)
  })

  it('when nothing is observed', async () => {
    await expect(runStreamTest({ inputs: {}, build: () => ({}) })).rejects.toMatchObject({
      code: 'TAP101',
    })
  })

  it('when a source cannot be started', async () => {
    const failing = runStreamTest({
      inputs: {},
      batches: 1,
      build: (ssc) => ({ lines: ssc.textFileStream(join(tmpdir(), 'no such folder')) }),
    })
    await expect(failing).rejects.toMatchObject({ code: 'TAP301' })
  })

  it.each([
    [{ batches: -1 }, 'TAP109'],
    [{ batches: 1.5 }, 'TAP109'],
    [{ partitions: 0 }, 'TAP109'],
    [{ batchInterval: 0 }, 'TAP405'],
    [{ master: 'lokal' }, 'TAP109'],
    [{ conf: { 'spark.tap.checkLaw': 'off' } }, 'TAP702'],
  ])('%o', async (more, code) => {
    const failing = runStreamTest({
      inputs: { numbers: [[1]] },
      build: (_, { numbers }) => ({ numbers }),
      ...more,
    })
    await expect(failing).rejects.toMatchObject({ code })
  })
})

describe('time', () => {
  it('does not pass: an hour of batches waits for nothing', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const checkpointDir = mkdtempSync(join(tmpdir(), 'tap hour '))
    try {
      const { sums } = await runStreamTest({
        inputs: { numbers: Array.from({ length: 3600 }, (_, i) => [i % 10]) },
        partitions: 1,
        checkpointDir,
        build: (_, { numbers }) => ({
          sums: numbers.map((n) => [n, 1]).reduceByKeyAndWindow(add, (a, b) => a - b, 60, 10),
        }),
      })
      expect(sums).toHaveLength(3600)
      expect(new Map(sums.at(-1))).toEqual(new Map(Array.from({ length: 10 }, (_, n) => [n, 6])))
      // The stop has one, in case that a source does not come back.
      expect(timers.mock.calls.length).toBeLessThanOrEqual(1)
    } finally {
      timers.mockRestore()
      rmSync(checkpointDir, { recursive: true })
    }
  })
})
