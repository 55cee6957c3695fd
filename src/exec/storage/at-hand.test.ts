import { expect, it } from 'vitest'
import { inputNode } from '../../rdd/operators/input.ts'
import { slicesNode } from '../../rdd/operators/slices.ts'
import { union } from '../../rdd/operators/union.ts'
import type { InputPartition } from '../../rdd/plan/nodes.ts'
import { isAtHand } from './at-hand.ts'

const lines: InputPartition = { kind: 'lines', chunks: [] }
const file: InputPartition = {
  kind: 'file',
  split: { file: { path: 'a', size: 1 }, start: 0, end: 1 },
}
const input = (...partitions: InputPartition[]) => inputNode(partitions, 'lines', undefined)

it('is what was received or given; not what has to be read or computed', () => {
  const slices = slicesNode([[1]], 'parallelize', undefined)
  expect([slices, input(), input(lines, { kind: 'rows', rows: [] })].map(isAtHand)).toEqual([
    true,
    true,
    true,
  ])
  expect([input(lines, file), union([slices], 'union', undefined)].map(isAtHand)).toEqual([
    false,
    false,
  ])
})
