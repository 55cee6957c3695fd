import type { CallSite } from '../../core/errors/tap-error.ts'
import type { BatchInfo, OutputOperationInfo, StreamInputInfo } from '../../core/events.ts'
import type { Millis } from '../../core/duration.ts'
import type { AnyRDD, OutputNode } from '../graph/stream-node.ts'

/** One output operation of one batch. */
export interface BatchJob {
  readonly output: OutputNode
  readonly rdd: AnyRDD
  /** Counts from 0 within the batch. */
  readonly id: number
}

/** What is to be done at one batch time. */
export interface JobSet {
  readonly time: Millis
  readonly jobs: readonly BatchJob[]
  readonly inputs: readonly StreamInputInfo[]
  readonly submissionTime: Millis
}

export const operationInfo = (
  set: JobSet,
  { output, id }: BatchJob,
  more: Partial<OutputOperationInfo> = {},
): OutputOperationInfo => ({
  batchTime: set.time,
  id,
  name: output.name,
  site: output.site satisfies CallSite | undefined,
  ...more,
})

export const batchInfo = (
  set: JobSet,
  outputs: readonly OutputOperationInfo[],
  more: Partial<BatchInfo> = {},
): BatchInfo => ({
  batchTime: set.time,
  inputs: set.inputs,
  submissionTime: set.submissionTime,
  outputs,
  ...more,
})
