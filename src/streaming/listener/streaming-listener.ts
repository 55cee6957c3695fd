import type { Millis } from '../../core/duration.ts'
import type { ReceiverInfo } from '../../core/events.ts'
import type { BatchInfo, OutputOperationInfo } from './infos.ts'

export interface StreamingListenerStarted {
  /** Milliseconds since 1970, on the batch clock. */
  readonly time: Millis
}

/** Spark wraps what it tells; here the fields are at hand, and also where Spark has them: `event.batchInfo.totalDelay`. */
export interface StreamingListenerBatch extends BatchInfo {
  readonly batchInfo: BatchInfo
}

export interface StreamingListenerOutputOperation extends OutputOperationInfo {
  readonly outputOperationInfo: OutputOperationInfo
}

export interface StreamingListenerReceiver extends ReceiverInfo {
  readonly receiverInfo: ReceiverInfo
}

/**
 * What a context tells of itself; an object may have any of these callbacks. They are called in the order in which
 * things happen, while they happen, on the driver; a promise that one returns is not waited for.
 *
 * Of each batch that has something to do: submitted, started, then for each output operation its start and completion,
 * completed (also when it failed). Nothing is told of a batch without work, and nothing after the stop.
 */
export interface StreamingListener {
  onStreamingStarted?(streamingStarted: StreamingListenerStarted): void | Promise<void>
  onReceiverStarted?(receiverStarted: StreamingListenerReceiver): void | Promise<void>
  onReceiverError?(receiverError: StreamingListenerReceiver): void | Promise<void>
  onReceiverStopped?(receiverStopped: StreamingListenerReceiver): void | Promise<void>
  /** No delay is known yet. */
  onBatchSubmitted?(batchSubmitted: StreamingListenerBatch): void | Promise<void>
  /** `schedulingDelay` is known. */
  onBatchStarted?(batchStarted: StreamingListenerBatch): void | Promise<void>
  onBatchCompleted?(batchCompleted: StreamingListenerBatch): void | Promise<void>
  onOutputOperationStarted?(
    outputOperationStarted: StreamingListenerOutputOperation,
  ): void | Promise<void>
  onOutputOperationCompleted?(
    outputOperationCompleted: StreamingListenerOutputOperation,
  ): void | Promise<void>
}

export type Callback = keyof StreamingListener

export const CALLBACKS = [
  'onStreamingStarted',
  'onReceiverStarted',
  'onReceiverError',
  'onReceiverStopped',
  'onBatchSubmitted',
  'onBatchStarted',
  'onBatchCompleted',
  'onOutputOperationStarted',
  'onOutputOperationCompleted',
] as const satisfies readonly Callback[]
