import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DStream, type RDD, SparkContext } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

/** Not `async`, so that nothing can be known of it before it is called. */
const later = (): never => Promise.resolve(1) as never

const refused = { code: 'TAP503' }

describe('a promise from a function that is not awaited is an error, whichever record it comes with', () => {
  let sc: SparkContext
  beforeAll(() => {
    sc = new SparkContext('local[1]', 'promises')
  })
  afterAll(() => sc.stop())

  const numbers = (): RDD<number> => sc.parallelize([1, 2, 3], 1)
  const pairs = (): RDD<[string, number]> =>
    sc.parallelize(
      [
        ['a', 1],
        ['a', 2],
        ['a', 3],
      ],
      1,
    )
  const twoParts = (): RDD<[string, number]> =>
    sc.parallelize(
      [
        ['a', 1],
        ['a', 2],
      ],
      2,
    )

  it.each<[string, () => Promise<unknown>]>([
    ['map', () => numbers().map(later).collect()],
    [
      'map, behind a filter that drops the first records',
      () =>
        numbers()
          .filter((n) => n > 1)
          .map(later)
          .collect(),
    ],
    ['filter', () => numbers().filter(later).collect()],
    [
      'filter, with the last record',
      () =>
        numbers()
          .filter((n) => (n === 3 ? later() : true))
          .collect(),
    ],
    ['flatMap', () => numbers().flatMap(later).collect()],
    ['mapPartitions', () => numbers().mapPartitions(later).collect()],
    ['mapValues', () => pairs().mapValues(later).collect()],
    [
      'mapValues, behind a filter',
      () =>
        pairs()
          .filter(([, n]) => n > 1)
          .mapValues(later)
          .collect(),
    ],
    ['flatMapValues', () => pairs().flatMapValues(later).collect()],
    ['reduce', () => numbers().reduce(later)],
    ['reduceByKey, on the map side', () => pairs().reduceByKey(later).collect()],
    ['reduceByKey, where map outputs meet', () => twoParts().reduceByKey(later, 1).collect()],
    ['foreach', () => numbers().foreach(later)],
  ])('%s', async (_, run) => {
    await expect(run()).rejects.toMatchObject(refused)
  })

  it.each<[string, () => unknown]>([
    ['map', () => numbers().map(async (n) => n)],
    ['filter', () => numbers().filter(async () => true)],
    ['reduceByKey', () => pairs().reduceByKey((async () => 1) as never)],
  ])('an async function is refused where it is given: %s', (_, build) => {
    expect(build).toThrow(expect.objectContaining(refused))
  })
})

describe('a promise from a function of a stream', () => {
  type Pairs = DStream<[string, number]>

  it.each<[string, (pairs: Pairs) => DStream<unknown>]>([
    ['updateStateByKey', (pairs) => pairs.updateStateByKey(later)],
    ['a window', (pairs) => pairs.reduceByKeyAndWindow(later, 2, 1)],
    ['a window over many panes', (pairs) => pairs.reduceByKeyAndWindow(later, 40, 1)],
    [
      'the inverse of a window',
      (pairs) => pairs.reduceByKeyAndWindow((a, b) => a + b, later, 2, 1),
    ],
    ['reduce', (pairs) => pairs.map(([, n]) => n).reduce(later)],
    ['reduceByWindow', (pairs) => pairs.map(([, n]) => n).reduceByWindow(later, 2)],
    [
      'the inverse of reduceByWindow',
      (pairs) => pairs.map(([, n]) => n).reduceByWindow((a, b) => a + b, later, 2),
    ],
    ['combineByKey, the first', (pairs) => pairs.combineByKey(later, later, later)],
    ['combineByKey, the second', (pairs) => pairs.combineByKey((n) => n, later, later)],
    ['combineByKey, late', (pairs) => pairs.combineByKey((n) => n, later, later, 2, false)],
  ])('is an error too: %s', async (_, build) => {
    const run = runStreamTest({
      inputs: {
        pairs: Array.from(
          { length: 4 },
          () =>
            [
              ['a', 1],
              ['a', 2],
            ] as [string, number][],
        ),
      },
      checkpointDir: checkpoints(),
      build: (_ssc, { pairs }) => ({ seen: build(pairs) }),
    })
    await expect(run).rejects.toMatchObject(refused)
  })
})
