// Checked by tsc alone: methods that infer little, and what their arguments and results are.
import {
  type DStream,
  type MapWithStateDStream,
  type RDD,
  type SparkConf,
  type SparkContext,
  type State,
  StateSpec,
  type StorageLevel,
  type StreamingContext,
  type Time,
} from 'tapstream'
import type { Is } from './is.ts'

declare const is: Is
declare const ssc: StreamingContext
declare const sc: SparkContext
declare const lines: DStream<string>
declare const words: RDD<string>
declare const numbers: RDD<number>

const pairs = lines.map((w) => [w, 1])

// RDDs.
is<RDD<[number, number]>>()(
  words.mapPartitionsWithIndex((i, rows) => [[i, [...rows].length] as [number, number]]),
)
is<number>()(words.getNumPartitions())
is<string>()(words.toDebugString())
is<string>()(words.toString())
is<string | null>()(words.name())
is<StorageLevel>()(words.getStorageLevel())
is<Promise<boolean>>()(words.isEmpty())
is<Promise<void>>()(words.foreach((word) => void word.length))
is<Promise<void>>()(words.foreachPartition(async (rows) => void [...rows].join()))
is<Promise<void>>()(words.saveAsTextFile('out'))
is<Promise<number>>()(
  words.treeAggregate(
    0,
    (n, word) => n + word.length,
    (a, b) => a + b,
  ),
)
is<Promise<string>>()(words.treeReduce((a, b) => a + b))
is<Promise<string[]>>()(words.takeOrdered(3, (word) => word.length))
is<Promise<number>>()(numbers.min())
is<Promise<number>>()(numbers.variance())
is<Promise<number>>()(numbers.stdev())
is<Promise<number>>()(numbers.sampleVariance())
is<Promise<number>>()(numbers.sampleStdev())
// @ts-expect-error a variance is one of numbers
void words.variance()
// @ts-expect-error a path is a string
void words.saveAsTextFile(5)

// Streams.
is<StreamingContext>()(lines.context())
is<string>()(lines.toString())
is<DStream<[number, string]>>()(
  lines.mapPartitionsWithIndex((i, rows) => [...rows].map((row) => [i, row] as [number, string])),
)
is<void>()(lines.pprint(5))
is<void>()(lines.print({ num: 5 }))
is<void>()(lines.saveAsTextFiles('out', 'txt'))
is<void>()(lines.saveAsTextFiles('out', { suffix: 'txt' }))
// @ts-expect-error a suffix is a string
lines.saveAsTextFiles('out', 5)

// mapWithState: keys and values of the stream, the state and the result of the function.
const total = (word: string, n: number | undefined, state: State<number>) => {
  state.update((n ?? 0) + (state.getOption() ?? 0))
  return [word, state.get() > 3]
}
const timed = (time: Time, word: string, n: number | undefined, state: State<string[]>) =>
  n === undefined ? undefined : `${time.format()} ${word} ${state.exists()}`
const mapped = pairs.mapWithState(StateSpec.function(total).timeout('30 seconds'))
is<DStream<[string, number]>>()(mapped.stateSnapshots())
is<MapWithStateDStream<string, string[], string>>()(pairs.mapWithState(StateSpec.function(timed)))
is<DStream<string>>()(
  pairs.mapWithState(StateSpec.function(timed)).map((text) => text.toUpperCase()),
)
// @ts-expect-error only pairs have states
lines.mapWithState(StateSpec.function(total))

// Contexts.
is<'INITIALIZED' | 'ACTIVE' | 'STOPPED'>()(ssc.getState())
is<void>()(ssc.remember('5 minutes'))
is<void>()(ssc.start())
is<Promise<void>>()(ssc.awaitTermination(5))
is<Promise<boolean>>()(ssc.awaitTerminationOrTimeout('5 seconds'))
is<Promise<void>>()(ssc.stop({ stopSparkContext: false }))
is<Promise<void>>()(ssc.stop(true, true))
is<DStream<string>>()(ssc.stdinTextStream())
is<void>()(ssc.removeStreamingListener({}))
is<SparkConf>()(sc.getConf())
is<RDD<never>>()(sc.emptyRDD())
is<Promise<void>>()(sc.stop())
is<void>()(sc.setJobGroup('group', 'what it does'))
is<void>()(sc.clearJobGroup())
is<void>()(sc.cancelJobGroup('group'))
is<void>()(sc.cancelAllJobs())
is<void>()(sc.setJobDescription('what it does'))
is<void>()(sc.setLocalProperty('name', 'value'))
is<number>()(sc.doubleAccumulator('sum').value)
// @ts-expect-error an option of another name
void ssc.stop({ stopContext: true })
