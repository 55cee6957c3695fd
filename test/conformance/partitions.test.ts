import { expect, it } from 'vitest'
import type { Step, StreamProgram } from './format.ts'
import { streamIsFree } from './partitions.ts'

const programOf = (step: Omit<Step, 'id'>, parallelism?: number): StreamProgram => ({
  name: 'a program',
  inputs: [],
  program: [{ id: 'b', on: 'a', ...step }],
  observe: ['b'],
  batches: 1,
  expected: {},
  order: {},
  ...(parallelism === undefined ? {} : { parallelism }),
})

it.each([
  ['functions and durations', programOf({ op: 'window', args: [{ dur: 2 }] }), true],
  ['no function', programOf({ op: 'reduceByWindow', args: [{ fn: 'add' }, null] }), true],
  ['partitions as lists', programOf({ op: 'glom', args: [] }), false],
  ['an explicit count', programOf({ op: 'reduceByKey', args: [{ fn: 'add' }, 3] }), false],
  ['one by name', programOf({ op: 'join', args: [], named: { numPartitions: 3 } }), false],
  ['inside a transform', programOf({ op: 'transform', args: [{ rdd: [['glom']] }] }), false],
  ['a parallelism of its own', programOf({ op: 'count', args: [] }, 1), false],
])('%s', (_, program, free) => expect(streamIsFree(program)).toBe(free))
