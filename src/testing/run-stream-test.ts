import { Milliseconds } from '../core/duration.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import type { Hint } from '../core/hint.ts'
import { optional } from '../core/options.ts'
import { SparkConf } from '../context/spark-conf.ts'
import { SparkContext } from '../context/spark-context.ts'
import { partitionCount } from '../rdd/task.ts'
import { DStream, recover, StreamingContext } from '../streaming/index.ts'
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
  /**
   * Input streams by name: one array of elements per batch (`null`: no RDD in that batch); empty batches follow the last.
   * `{}` where `build` makes its own: they run on the same clock, for as many `batches` as are asked for.
   */
  inputs: I
  /** Batches to run. Default: the longest input. */
  batches?: number
  /** Partitions of each input batch, cut as `parallelize` cuts. Default 2. */
  partitions?: number
  /** Default 'local[1]'. */
  master?: string
  /** Settings. Functions of reduce are tried on real values (TAP403) unless `spark.tap.checkLaws` is `off`. */
  conf?: Record<string, string>
  /** A second call with the same directory goes on after the last batch of the first; its result has the batches run. */
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
 * Runs a streaming job without real time: the clock is moved one batch after the other. Per observed stream the result
 * has one entry per batch: its elements, or null where it made no RDD (between the slides of a window). Calls of one
 * process wait for each other, as it may have one active context.
 * Rejects with the first error of a batch, of its output or of its generation, and with TAP403 for a function of reduce
 * that may not be regrouped, or an inverse that does not undo it.
 * @example
 * const { counts } = await runStreamTest({
 *   inputs: { words: [['a', 'b', 'a'], ['b']] },
 *   build: (_, { words }) => ({ counts: words.map((w) => [w, 1]).reduceByKey((a, b) => a + b) }),
 * })
 * counts   // [ [ [ 'a', 2 ], [ 'b', 1 ] ], [ [ 'b', 1 ] ] ]
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

/** Laws of functions are checked, as a test is the place to hear of a broken one; `conf` may say otherwise. */
const confOf = (conf: Record<string, string> = {}, master: string | undefined): SparkConf => {
  const made = new SparkConf()
    .setAll(Object.entries(conf))
    .setIfMissing('spark.app.name', 'runStreamTest')
    .setIfMissing('spark.tap.checkLaws', 'fail')
  return master === undefined
    ? made.setIfMissing('spark.master', 'local[1]')
    : made.setMaster(master)
}

/** The first error of a batch that the job itself did not await, or of a source that could not be started. */
const firstErrorOf = (ssc: StreamingContext): (() => void) => {
  let first: { readonly error: unknown } | undefined
  ssc.events.on((event) => {
    const failed = event.type === 'BatchFailed' && !event.awaited
    if (failed || event.type === 'StartFailed') first ??= event
  })
  return () => {
    if (first === undefined) return
    // Who runs the test is told: nobody else has to be.
    ssc.tookError(ssc.keptError?.error)
    throw first.error
  }
}

const wholeNumber = (what: string, given: number | undefined, otherwise: number): number => {
  if (given === undefined) return otherwise
  if (Number.isInteger(given) && given >= 0) return given
  const expected = 'a whole number, 0 or more'
  throw TAP109({ what, expected, got: String(given), site: undefined })
}

const runAlone = async <
  I extends Record<string, TestBatches>,
  // oxlint-disable-next-line typescript/no-explicit-any -- streams of every element type
  O extends Record<string, DStream<any>>,
>(
  test: StreamTest<I, O>,
): Promise<StreamTestResult<O>> => {
  checkTest(test)
  const from = test.checkpointDir === undefined ? undefined : await recover(test.checkpointDir)
  const clock = new ManualClock(from?.completed)
  const sc = new SparkContext(confOf(test.conf, test.master))
  try {
    const ssc = new StreamingContext(sc, test.batchInterval ?? 1, { clock })
    try {
      if (test.checkpointDir !== undefined) ssc.checkpoint(test.checkpointDir)
      if (from !== undefined) ssc.checkpoints.goOnFrom(from, false)
      return await observe(test, ssc, clock)
    } finally {
      await ssc.stop({ stopSparkContext: false })
    }
  } finally {
    await sc.stop()
  }
}

const NAMES = [
  'batchInterval',
  'inputs',
  'batches',
  'partitions',
  'master',
  'conf',
  'checkpointDir',
  'build',
]

/** TAP108 for a name that means nothing here, TAP109 for what is of the wrong kind. */
const checkTest = (test: object): void => {
  optional('runStreamTest', NAMES, [test], () => undefined)
  const { build, inputs } = test as { build?: unknown; inputs?: Record<string, unknown> }
  const wrong = (what: string, expected: string, got: unknown): never => {
    throw TAP109({ what, expected, got: typeof got, site: undefined })
  }
  if (typeof build !== 'function') wrong('build of runStreamTest', 'a function', build)
  if (typeof inputs !== 'object') wrong('inputs of runStreamTest', 'an object of inputs', inputs)
  for (const [name, batches] of Object.entries(inputs!)) {
    const fits =
      Array.isArray(batches) && batches.every((batch) => batch === null || Array.isArray(batch))
    if (!fits) wrong(`The input ${name} of runStreamTest`, 'an array of batches', batches)
  }
}

const checkObserved = (observed: unknown): void => {
  const streams = typeof observed === 'object' && observed !== null ? Object.values(observed) : []
  const fits =
    observed !== undefined && !(observed instanceof DStream || observed instanceof Promise)
  if (fits && streams.every((stream) => stream instanceof DStream)) return
  const expected = 'an object of streams, such as { counts }'
  throw TAP109({ what: 'The result of build', expected, got: typeof observed, site: undefined })
}

const inputsOf = (
  ssc: StreamingContext,
  { inputs, partitions }: { inputs: Record<string, TestBatches>; partitions?: number },
): Record<string, DStream<unknown>> => {
  const n = partitionCount(partitions, 'runStreamTest', () => undefined) ?? 2
  return Object.fromEntries(
    Object.entries(inputs).map(([name, data]) => [name, testInput(ssc, data, n)]),
  )
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
  const longest = Math.max(0, ...Object.values(test.inputs).map(({ length }) => length))
  const done = clock.now() / ssc.batchDuration
  const batches = wholeNumber('batches of runStreamTest', test.batches, Math.max(0, longest - done))
  const observed = test.build(ssc, inputsOf(ssc, test) as Parameters<typeof test.build>[1])
  checkObserved(observed)
  const seen: Record<string, (unknown[] | null)[]> = {}
  for (const [name, stream] of Object.entries(observed)) {
    const rows: (unknown[] | null)[] = Array.from({ length: batches }, () => null)
    seen[name] = rows
    foreachRDD(stream, 'runStreamTest', stream.node.site, async (rdd, time) => {
      rows[time / ssc.batchDuration - 1 - done] = await rdd.collect()
    })
  }
  const throwFirst = firstErrorOf(ssc)
  ssc.start()
  await ssc.sourcesStarted()
  throwFirst()
  for (let batch = 0; batch < batches; batch++) {
    await clock.advance(Milliseconds(ssc.batchDuration))
    throwFirst()
  }
  return seen as StreamTestResult<O>
}
