import { describe, expect, it } from 'vitest'
import type { OutputNode } from '../graph/stream-node.ts'
import type { Intake } from '../input/intake.ts'
import { guaranteesOf } from './guarantees.ts'

const intake = (name: string, replayable: boolean): Intake =>
  ({ source: { name, ...(replayable && { save: () => 0 }) } }) as Intake

const outputs = ['pprint', 'saveAsTextFiles', 'foreachRDD'].map((name) => ({ name }) as OutputNode)
const intakes = [intake('directory in', true), intake('socket lab:9999', false)]

describe('what is guaranteed', () => {
  it.each([
    [
      { checkpoint: true, writeAhead: false },
      'directory in exactly once; socket lab:9999 at most once: it cannot be asked again',
      'saveAsTextFiles exactly once; pprint, foreachRDD at least once, with the batch time as key',
    ],
    [
      { checkpoint: true, writeAhead: true },
      'directory in, socket lab:9999 exactly once',
      'saveAsTextFiles exactly once; pprint, foreachRDD at least once, with the batch time as key',
    ],
    [
      { checkpoint: false, writeAhead: false },
      'directory in, socket lab:9999 at most once: no checkpoint directory',
      'saveAsTextFiles exactly once; pprint, foreachRDD once',
    ],
  ])('%j', (how, into, out) => {
    expect(guaranteesOf({ ...how, intakes, outputs })).toEqual([
      `Into states and windows: ${into}.`,
      `Out: ${out}.`,
    ])
  })

  it('without an input', () => {
    const [into] = guaranteesOf({ checkpoint: true, writeAhead: false, intakes: [], outputs })
    expect(into).toBe('Into states and windows: nothing is received.')
  })
})
