import type { TapEvent } from '../../core/events.ts'
import { Time } from '../../core/time.ts'
import { count } from '../../core/errors/words.ts'

/** What a run has done, counted from its events. */
export interface Totals {
  readonly batches: number
  readonly records: number
  readonly failedOutputs: number
  readonly last: { readonly time: number; readonly records: number } | undefined
}

export const noTotals: Totals = { batches: 0, records: 0, failedOutputs: 0, last: undefined }

/** The totals after one more event. */
export const countEvent = (totals: Totals, event: TapEvent): Totals => {
  if (event.type !== 'BatchCompleted') return totals
  const { batchTime, inputs, outputs } = event.batch
  const records = inputs.reduce((sum, input) => sum + input.numRecords, 0)
  return {
    batches: totals.batches + 1,
    records: totals.records + records,
    failedOutputs:
      totals.failedOutputs + outputs.filter((output) => output.failureReason !== undefined).length,
    last: { time: batchTime, records },
  }
}

const BY = { SIGINT: 'Ctrl-C', SIGTERM: 'SIGTERM' } as const

/** The two lines that end a run which was interrupted. */
export const renderSummary = (
  signal: 'SIGINT' | 'SIGTERM',
  { batches, records, failedOutputs, last }: Totals,
): string => {
  const failures = failedOutputs === 0 ? '' : ` ${count(failedOutputs, 'output operation')} failed.`
  return [
    `Stopped by ${BY[signal]} after ${count(batches, 'batch', 'batches')} with ${count(records, 'record')}.${failures}`,
    last === undefined
      ? 'No batch was completed.'
      : `The last batch was ${new Time(last.time).format()}, with ${count(last.records, 'record')}.`,
  ].join('\n')
}
