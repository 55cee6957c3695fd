import { describe, expect, it } from 'vitest'

import type { TapEvent } from '../../core/events.ts'
import { countEvent, noTotals, renderSummary } from './summary.ts'

const completed = (batchTime: number, records: number, failureReason?: string): TapEvent => ({
  type: 'BatchCompleted',
  batch: {
    batchTime,
    submissionTime: batchTime,
    inputs: [
      { inputStreamId: 0, name: 'a', numRecords: records },
      { inputStreamId: 1, name: 'b', numRecords: 1 },
    ],
    outputs: [{ batchTime, id: 0, name: 'pprint', failureReason }],
  },
})

describe('the summary of a run', () => {
  it('counts completed batches and nothing else', () => {
    const events: TapEvent[] = [
      { type: 'StreamingStarted', time: 0 },
      completed(1000, 10),
      completed(2000, 1000, 'boom'),
    ]
    const totals = events.reduce(countEvent, noTotals)
    expect(totals).toEqual({
      batches: 2,
      records: 1012,
      failedOutputs: 1,
      last: { time: 2000, records: 1001 },
    })
    expect(renderSummary('SIGINT', totals)).toBe(
      [
        'Stopped by Ctrl-C after 2 batches with 1,012 records. 1 output operation failed.',
        'The last batch was 1970-01-01 00:00:02, with 1,001 records.',
      ].join('\n'),
    )
  })

  it('has two lines also when nothing was done', () => {
    expect(renderSummary('SIGTERM', noTotals)).toBe(
      'Stopped by SIGTERM after 0 batches with 0 records.\nNo batch was completed.',
    )
  })
})
