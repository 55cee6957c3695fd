import type { DurationLike } from '../core/duration.ts'
import { toMillis } from '../core/duration.ts'
import type { Hint } from '../core/hint.ts'
import { SparkConf } from '../context/spark-conf.ts'
import { SparkContext } from '../context/spark-context.ts'
import { type DStream, StreamingContext } from '../streaming/index.ts'
import { foreachRDD } from '../streaming/operators/foreach-rdd.ts'
import { ManualClock } from './manual-clock.ts'
import { testInput } from './test-input.ts'

/** One array of elements per batch; null: no RDD in that batch. */
export type TestBatches = readonly (readonly Hint[] | null)[]

/** What a stream's elements are. */
export type ElementOf<S> = S extends DStream<infer T> ? T : never

export interface StreamTest<
  I extends Record<string, TestBatches>,
  // oxlint-disable-next-line typescript/no-explicit-any -- streams of every element type
  O extends Record<string, DStream<any>>,
> {
  /** Seconds between batches of the manual clock, which starts at 0; the first batch time is one interval. Default 1. */
  batchInterval?: number
  /** Input streams by name: one array of elements per batch (`null`: no RDD in that batch); empty batches follow the last. */
  inputs: I
  /** Batches to run. Default: the longest input. */
  batches?: number
  /** Partitions of each input batch. Default 2. */
  partitions?: number
  /** Default 'local[1]'. */
  master?: string
  conf?: Record<string, string>
  /** The checkpoint directory of the context. Until fault tolerance exists nothing is saved there. */
  checkpointDir?: string
  /** Builds the graph; the returned streams are observed. */
  build(
    ssc: StreamingContext,
    inputs: { [K in keyof I]: DStream<NonNullable<I[K][number]>[number]> },
  ): O
}

export type StreamTestResult<O> = { [K in keyof O]: (ElementOf<O[K]>[] | null)[] }

/** Tests of one process wait for each other: it may have one active context. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Runs a streaming job without real time: the clock is moved one batch after the other. Rejects with the first error of
 * a batch. Per observed stream the result has one entry per batch: its elements, or null where it made no RDD.
 * @example
 * const { counts } = await runStreamTest({
 *   inputs: { words: [['a', 'b', 'a'], ['b']] },
 *   build: (_, { words }) => ({ counts: words.map((w) => [w, 1]).reduceByKey((a, b) => a + b) }),
 * })
 * // counts: [ [ [ 'a', 2 ], [ 'b', 1 ] ], [ [ 'b', 1 ] ] ]
 */
export const runStreamTest = <
  I extends Record<string, TestBatches>,
  // oxlint-disable-next-line typescript/no-explicit-any -- streams of every element type
  O extends Record<string, DStream<any>>,
>(
  test: StreamTest<I, O>,
): Promise<StreamTestResult<O>> => {
  const run = last.then(() => runAlone(test))
  last = run.catch(() => undefined)
  return run
}

const confOf = ({ conf, master }: { conf?: Record<string, string>; master?: string }): SparkConf =>
  new SparkConf()
    .set('spark.tap.checkLaws', 'fail')
    .setAll(Object.entries(conf ?? {}))
    .setMaster(master ?? 'local[1]')
    .setAppName('runStreamTest')

const runAlone = async <
  I extends Record<string, TestBatches>,
  // oxlint-disable-next-line typescript/no-explicit-any -- streams of every element type
  O extends Record<string, DStream<any>>,
>(
  test: StreamTest<I, O>,
): Promise<StreamTestResult<O>> => {
  const clock = new ManualClock()
  const sc = new SparkContext(confOf(test))
  try {
    const ssc = new StreamingContext(sc, test.batchInterval ?? 1, { clock })
    if (test.checkpointDir !== undefined) ssc.checkpoint(test.checkpointDir)
    return await observe(test, ssc, clock)
  } finally {
    await sc.stop()
  }
}

const observe = async <
  I extends Record<string, TestBatches>,
  // oxlint-disable-next-line typescript/no-explicit-any -- streams of every element type
  O extends Record<string, DStream<any>>,
>(
  test: StreamTest<I, O>,
  ssc: StreamingContext,
  clock: ManualClock,
): Promise<StreamTestResult<O>> => {
  const interval: DurationLike = test.batchInterval ?? 1
  const longest = Math.max(0, ...Object.values(test.inputs).map(({ length }) => length))
  const batches = test.batches ?? longest
  const partitions = test.partitions ?? 2
  const inputs = Object.fromEntries(
    Object.entries(test.inputs).map(([name, data]) => [name, testInput(ssc, data, partitions)]),
  )
  const observed = test.build(ssc, inputs as Parameters<typeof test.build>[1])
  const seen: Record<string, (unknown[] | null)[]> = {}
  for (const [name, stream] of Object.entries(observed)) {
    const rows: (unknown[] | null)[] = Array.from({ length: batches }, () => null)
    seen[name] = rows
    foreachRDD(stream, 'runStreamTest', stream.node.site, async (rdd, time) => {
      rows[time / toMillis(interval) - 1] = await rdd.collect()
    })
  }
  ssc.start()
  try {
    await ssc.sourcesStarted()
    for (let batch = 0; batch < batches; batch++) {
      await clock.advance(interval)
      const failed = ssc.keptError
      if (failed !== undefined) throw failed.error
    }
  } finally {
    await ssc.stop({ stopSparkContext: false })
  }
  return seen as StreamTestResult<O>
}
