import { PROCESS_SEED } from '../../../columns/key-table.ts'
import type { KeyedColumns, KeySpacePartition } from '../../../columns/key-space.ts'
import { hashKey } from '../../../columns/structural.ts'
import { taskFunction } from '../../../closure/task-function.ts'
import type { NarrowNode, NarrowOp, RddNode, Side } from '../../../rdd/plan/nodes.ts'
import { narrow } from '../../../rdd/plan/narrow.ts'
import { slicesNode } from '../../../rdd/operators/slices.ts'
import type { Goal } from '../../plan/pipeline.ts'
import type { ColumnsTask, ColumnsWork, PipelineTask, TaskInput } from '../../scheduler/task.ts'
import type { KeyedBlock } from '../../shuffle/map-output.ts'

type Fn = (...args: never[]) => unknown

let line = 0

/** Each function has a call site of its own, as in a job. */
export const fn = <F extends Fn>(f: F) =>
  taskFunction(f, 'test', { file: 'job.ts', line: ++line, column: 1 })

export const SITE = { file: 'job.ts', line: 1, column: 1 }

export const add = (a: number, b: number): number => a + b

/** Narrow operators one after the other, as a plan has them. */
export const chain = (...steps: readonly (readonly [NarrowOp, Side, Fn])[]): NarrowNode[] => {
  const nodes: NarrowNode[] = []
  let parent: RddNode = slicesNode([[]], 'input', undefined)
  for (const [op, side, f] of steps) {
    const node = narrow(parent, op, op, side, fn(f))
    nodes.push(node)
    parent = node
  }
  return nodes
}

export const pipeline = (
  rows: readonly unknown[],
  ops: readonly NarrowNode[],
  goal: Goal,
  more: Partial<PipelineTask> = {},
): PipelineTask => ({
  kind: 'pipeline',
  ops,
  goal,
  input: { kind: 'rows', rows },
  partition: 0,
  attempt: 0,
  batchTime: undefined,
  site: SITE,
  ...more,
})

/** What a function of mapPartitions gives for no rows. */
export const mapped = (f: () => Iterable<unknown>): TaskInput => {
  const source = slicesNode([[]], 'source', SITE)
  const node = narrow(source, 'mapPartitions', 'mapPartitions', 'element', fn(f))
  return { kind: 'mapped', node, partition: 0, rows: [] }
}

export const columnsTask = (space: KeySpacePartition, work: ColumnsWork): ColumnsTask => ({
  kind: 'columns',
  name: 'aggregate',
  identity: '/aggregate',
  space,
  work,
  partition: 0,
  attempt: 0,
  batchTime: 1000,
  site: SITE,
})

export const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

export const block = (...pairs: readonly (readonly [unknown, unknown])[]): KeyedBlock => ({
  keys: pairs.map(([key]) => key),
  hashes: Int32Array.from(pairs, ([key]) => hashKey(key, PROCESS_SEED)),
  values: pairs.map(([, value]) => value),
})

/** Pairs of columns, in their order. */
export const pairsOf = ({ space, ids, values }: KeyedColumns): unknown[] =>
  Array.from(ids, (id, i) => [space.table.keys[id], values[i]])
