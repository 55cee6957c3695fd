import { describe, expect, it } from 'vitest'
import { EventBus, type OutputOperationInfo } from '../../core/events.ts'
import { Late } from './late.ts'

const outputs = (...lengths: readonly number[]): OutputOperationInfo[] =>
  lengths.map((length, id) => {
    const name = id === 0 ? 'pprint' : 'foreachRDD'
    return { batchTime: 0, id, name, startTime: 0, endTime: length }
  })

const said = (interval: number, waiting: number, ...lengths: readonly number[]): string[] => {
  const events = new EventBus()
  const texts: string[] = []
  events.on((event) => event.type === 'Notice' && texts.push(event.text))
  const late = new Late(events, interval)
  for (let i = 0; i < 8; i++) {
    late.after(
      { batchTime: 0, inputs: [], submissionTime: 0, outputs: outputs(...lengths) },
      waiting,
    )
  }
  return texts
}

describe('batches that take longer than their interval', () => {
  it('are told of once, with the output that takes most and an interval that holds', () => {
    expect(said(1000, 7, 400, 2000)).toEqual([
      'TAP601  Batches take 2.4 s every 1 s; 7 batches wait. 83 % of the time is foreachRDD.\n' +
        '  Fix: an interval of 3 s holds; or do less in each batch',
    ])
  })

  it('are none when they are in time, or when hardly any waits', () => {
    expect(said(1000, 7, 400, 500)).toEqual([])
    expect(said(1000, 3, 400, 2000)).toEqual([])
  })
})
