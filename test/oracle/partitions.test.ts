import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DStream, SparkContext } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { gappyBatches, pairs } from './arbitraries.ts'
import { concat, PARTITIONS, unordered } from './arrays.ts'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

const add = (a: number, b: number): number => a + b

/** A job with a bit of everything, in so many partitions and on so many cores. */
const job = async (
  batches: readonly (readonly [string, string][] | null)[],
  partitions: number,
  cores: number,
): Promise<unknown> => {
  const seen = await runStreamTest({
    inputs: { data: batches },
    partitions,
    master: `local[${cores}]`,
    checkpointDir: checkpoints(),
    build: (_, { data }) => {
      const counts = data
        .flatMapValues((text) => text.split(''))
        .filter(([, letter]) => letter !== 'z')
        .map(([key, letter]) => [[key, letter], 1])
        .reduceByKey(add)
      return {
        counts,
        total: data.count(),
        longest: data.map(([, text]) => text.length).reduce(Math.max),
        groups: data.groupByKey().mapValues((list) => list.join('')),
        window: counts.reduceByKeyAndWindow(add, (a, b) => a - b, 3, 1),
        state: (counts as DStream<[unknown, number]>).updateStateByKey((values, n) =>
          values.reduce(add, n ?? 0),
        ),
      }
    },
  })
  return Object.fromEntries(Object.entries(seen).map(([name, rows]) => [name, rows.map(unordered)]))
}

describe('results do not depend on the number of partitions or cores', () => {
  it.each(PARTITIONS.flatMap((n) => PARTITIONS.map((cores) => [n, cores] as const)))(
    '%i partitions, local[%i]',
    async (n, cores) => {
      await fc.assert(
        fc.asyncProperty(gappyBatches(pairs, 6), async (batches) => {
          const data = batches as [string, string][][]
          expect(await job(data, n, cores)).toEqual(await job(data, 1, 1))
        }),
        { numRuns: 2 },
      )
    },
  )

  it('and collect, take and first-seen order are the same on every run', async () => {
    const sc = new SparkContext('local[3]', 'oracle')
    const data = Array.from({ length: 500 }, (_, i): [string, string] => [
      `k${(i * 7919) % 61}`,
      `${i % 10}`,
    ])
    const once = async (): Promise<unknown> => {
      const rdd = sc.parallelize(data, 7).reduceByKey(concat, 5)
      return [await rdd.collect(), await rdd.take(9), await rdd.first()]
    }
    const first = await once()
    for (let i = 0; i < 5; i++) expect(await once()).toEqual(first)
    await sc.stop()
  })
})
