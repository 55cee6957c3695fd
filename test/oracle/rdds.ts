import { afterAll, beforeAll } from 'vitest'
import { type Group, type RDD, SparkContext } from 'tapstream'
import type { Pair } from './arrays.ts'

/** Few runs, but of every operator on every number of partitions. */
export const RUNS = { numRuns: 12 }

let context: SparkContext | undefined

/** One context for the tests of a file. */
export const withContext = (): void => {
  beforeAll(() => {
    context = new SparkContext('local[2]', 'oracle')
  })
  afterAll(() => context?.stop())
}

export const sc = (): SparkContext => context!

export const spread = <T>(data: readonly T[], n: number): RDD<T> =>
  sc().parallelize(data as readonly never[], n) as RDD<T>

export const paired = (data: readonly Pair[], n: number): RDD<[unknown, string]> =>
  spread(data as unknown as [unknown, string][], n)

export const glommed = async <T>(rdd: RDD<T>): Promise<T[][]> =>
  (await (rdd.glom() as RDD<Group<T>>).collect()).map((part) => [...part])

/** The code of the error where there is one. */
export const orCode = (result: Promise<unknown>): Promise<unknown> =>
  result.catch((error: { code: string }) => error.code)

/** The code of what a call throws. */
export const codeOf = (call: () => unknown): unknown => {
  try {
    return ['no error', call()]
  } catch (error) {
    return (error as { code: string }).code
  }
}
