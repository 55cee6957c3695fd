import { basename } from 'node:path'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type {
  BatchInfo as BatchEvent,
  OutputOperationInfo as OperationEvent,
  StreamInputInfo as InputEvent,
} from '../../core/events.ts'
import type { Millis } from '../../core/duration.ts'
import { Time } from '../../core/time.ts'
import { displayPath, mapSite } from '../../closure/source-map.ts'

/** What one input stream gave to a batch. */
export interface StreamInputInfo {
  readonly inputStreamId: number
  readonly numRecords: number
  /** Of file streams `files`, the paths, and `Description`, the same as text. */
  readonly metadata: Readonly<Record<string, unknown>>
  readonly metadataDescription: string | undefined
}

/** One output operation of one batch. */
export interface OutputOperationInfo {
  readonly batchTime: Time
  /** Counts from 0 within the batch, in the order of definition. */
  readonly id: number
  /** `pprint at app.ts:12` */
  readonly name: string
  /** The same with the whole path and the column. */
  readonly description: string
  readonly startTime: Millis | undefined
  readonly endTime: Millis | undefined
  /** `endTime - startTime` */
  readonly duration: Millis | undefined
  /** The stack of its error. */
  readonly failureReason: string | undefined
}

/** One batch. Times and delays are milliseconds; what is not known yet is `undefined`. */
export interface BatchInfo {
  readonly batchTime: Time
  /** By id, which counts the inputs of a context from 0. Queues report nothing. */
  readonly streamIdToInputInfo: ReadonlyMap<number, StreamInputInfo>
  /** When its work had been put together. */
  readonly submissionTime: Millis
  readonly processingStartTime: Millis | undefined
  readonly processingEndTime: Millis | undefined
  readonly outputOperationInfos: ReadonlyMap<number, OutputOperationInfo>
  /** `processingStartTime - submissionTime` */
  readonly schedulingDelay: Millis | undefined
  /** `processingEndTime - processingStartTime` */
  readonly processingDelay: Millis | undefined
  /** `schedulingDelay + processingDelay` */
  readonly totalDelay: Millis | undefined
  /** Of all its inputs. */
  readonly numRecords: number
}

const between = (from: Millis | undefined, to: Millis | undefined): Millis | undefined =>
  from === undefined || to === undefined ? undefined : to - from

const placed = (
  name: string,
  site: CallSite | undefined,
  place: (site: CallSite) => string,
): string => (site === undefined ? name : `${name} at ${place(mapSite(site))}`)

export const outputOperationInfo = (operation: OperationEvent): OutputOperationInfo => {
  const { batchTime, id, name, site, startTime, endTime, failureReason } = operation
  return {
    batchTime: new Time(batchTime),
    id,
    name: placed(name, site, ({ file, line }) => `${basename(file)}:${line}`),
    description: placed(
      name,
      site,
      ({ file, line, column }) => `${displayPath(file)}:${line}:${column}`,
    ),
    startTime,
    endTime,
    duration: between(startTime, endTime),
    failureReason,
  }
}

const streamInputInfo = ({ inputStreamId, numRecords, files }: InputEvent): StreamInputInfo => {
  const description = files?.join('\n')
  return {
    inputStreamId,
    numRecords,
    metadata: files === undefined ? {} : { files, Description: description },
    metadataDescription: description,
  }
}

export const batchInfo = (batch: BatchEvent): BatchInfo => {
  const { submissionTime, processingStartTime, processingEndTime } = batch
  const inputs = batch.inputs.map(streamInputInfo)
  const outputs = batch.outputs.map(outputOperationInfo)
  return {
    batchTime: new Time(batch.batchTime),
    streamIdToInputInfo: new Map(inputs.map((info) => [info.inputStreamId, info])),
    submissionTime,
    processingStartTime,
    processingEndTime,
    outputOperationInfos: new Map(outputs.map((info) => [info.id, info])),
    schedulingDelay: between(submissionTime, processingStartTime),
    processingDelay: between(processingStartTime, processingEndTime),
    totalDelay: between(submissionTime, processingEndTime),
    numRecords: inputs.reduce((sum, { numRecords }) => sum + numRecords, 0),
  }
}
