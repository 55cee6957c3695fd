// Contexts
export { SparkConf } from './context/spark-conf.ts'
export { SparkContext, type SparkContextOptions } from './context/index.ts'
export { StreamingContext, type StreamingContextState } from './streaming/index.ts'

// Streams and RDDs
export {
  DStream,
  type InitialState,
  type MapWithStateDStream,
  StateSpec,
  type StreamBatch,
} from './streaming/index.ts'
export type { State } from './rdd/state.ts'
export { HashPartitioner, Partitioner, RDD, StatCounter } from './rdd/index.ts'
export { type Group } from './core/group.ts'
export { StorageLevel } from './rdd/storage-level.ts'

// Variables that tasks share
export { Accumulator } from './context/accumulators/accumulator.ts'
export type { AccumulatorParam } from './context/accumulators/accumulator-param.ts'
export { CollectionAccumulator } from './context/accumulators/collection-accumulator.ts'
export { DoubleAccumulator, LongAccumulator } from './context/accumulators/sums.ts'
export { Broadcast } from './context/broadcast.ts'

// Receivers
export { Receiver } from './io/receiver/receiver.ts'

// Listeners
export {
  type BatchInfo,
  type OutputOperationInfo,
  StatsReportListener,
  type StreamingListener,
  type StreamingListenerBatch,
  type StreamingListenerOutputOperation,
  type StreamingListenerReceiver,
  type StreamingListenerStarted,
  type StreamInputInfo,
} from './streaming/index.ts'
export type { ReceiverInfo } from './core/events.ts'

// Time
export { Duration, type DurationLike, Milliseconds, Minutes, Seconds } from './core/duration.ts'
export { Time } from './core/time.ts'

// Words for jobs
export { args } from './context/args.ts'
export { type Hint, pair } from './core/hint.ts'
export { repr } from './core/text/repr.ts'

// For packages that add to tapstream
export { extend } from './core/extend.ts'
export { TapError } from './core/errors/tap-error.ts'
export type { Clock } from './core/clock.ts'
export type { EventListener, TapEvent } from './core/events.ts'
export type { Block, Source, SourceContext } from './io/source.ts'
export type { Sink } from './io/sink.ts'
export type { FileSystem } from './io/file-system.ts'
