import { describe, expect, it } from 'vitest'
import { runStreamTest } from '../../testing/index.ts'
import type { DStream } from '../dstream.ts'
import { MANY_PANES } from './windowed.ts'
import { checkpoints } from '../../core/checkpoint-folder.fixture.ts'

type Pairs = DStream<[string, number]>

const BATCHES = 130

/** How often the user's functions are called in each batch for one key that is in every batch. */
const callsPerBatch = async (
  build: (
    pairs: Pairs,
    f: (a: number, b: number) => number,
    inverse: (a: number, b: number) => number,
  ) => DStream<[string, number]>,
): Promise<{ calls: number[]; sums: (number | undefined)[] }> => {
  let count = 0
  const calls: number[] = []
  const { sums } = await runStreamTest({
    inputs: { pairs: Array.from({ length: BATCHES }, (_, i) => [['k', i] as [string, number]]) },
    partitions: 1,
    checkpointDir: checkpoints(),
    // Checks of laws call the functions, too.
    conf: { 'spark.tap.checkLaws': 'off' },
    build: (ssc, { pairs }) => {
      const sums = build(
        pairs,
        (a, b) => {
          count++
          return a + b
        },
        (a, b) => {
          count++
          return a - b
        },
      )
      sums.foreachRDD(async (rdd) => {
        await rdd.count()
        calls.push(count)
        count = 0
      })
      return { sums }
    },
  })
  return { calls, sums: sums.map((rows) => rows?.[0]?.[1]) }
}

const expectedSums = (panes: number): number[] =>
  Array.from({ length: BATCHES }, (_, t) => {
    let sum = 0
    for (let i = Math.max(0, t - panes + 1); i <= t; i++) sum += i
    return sum
  })

const total = (calls: readonly number[]): number => calls.reduce((a, b) => a + b, 0)

describe('the work of a sliding window', () => {
  it('is two calls per key and slide with an inverse, however long the window', async () => {
    const { calls, sums } = await callsPerBatch((pairs, f, inverse) =>
      pairs.reduceByKeyAndWindow(f, inverse, 100, 1),
    )
    expect(sums).toEqual(expectedSums(100))
    expect(Math.max(...calls)).toBeLessThanOrEqual(2)
  })

  it('is at most three calls per key and slide on average without one, when the window is long', async () => {
    const panes = MANY_PANES + 10
    const { calls, sums } = await callsPerBatch((pairs, f) =>
      pairs.reduceByKeyAndWindow(f, panes, 1),
    )
    expect(sums).toEqual(expectedSums(panes))
    expect(total(calls) / BATCHES).toBeLessThanOrEqual(3)
  })

  it('is one call per pane and slide without one, when the window is short', async () => {
    const { calls, sums } = await callsPerBatch((pairs, f) => pairs.reduceByKeyAndWindow(f, 5, 1))
    expect(sums).toEqual(expectedSums(5))
    expect(calls.slice(5)).toEqual(calls.slice(5).map(() => 4))
  })
})
