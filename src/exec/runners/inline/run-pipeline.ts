import { KeyTable } from '../../../columns/key-table.ts'
import { placer } from '../../../rdd/partitioner.ts'
import type { Sink } from '../../../io/sink.ts'
import type { ShuffleNode } from '../../../rdd/plan/nodes.ts'
import type { Goal } from '../../plan/pipeline.ts'
import { countBlock, cutByKey, type MapOutput } from '../../shuffle/map-output.ts'
import { blame } from '../../scheduler/blame.ts'
import { countsOf } from '../../scheduler/counts.ts'
import { feedOf, type Finding } from '../../scheduler/inputs.ts'
import { SliceInterrupted } from '../../scheduler/slice.ts'
import { followedInAttempt } from '../../scheduler/updates.ts'
import { operatorsOf } from '../../scheduler/operators-of.ts'
import { PipelineRun } from '../../scheduler/pipeline-run.ts'
import type { PipelineTask, TaskResult } from '../../scheduler/task.ts'
import { lookOf, Loop, type LoopTools } from './loop.ts'

const startingWith = (run: PipelineRun, zero: () => unknown): PipelineRun => {
  run.acc = zero()
  run.has = true
  return run
}

const startRun = (
  tools: LoopTools,
  goal: Goal,
  operators: number,
  note: PipelineRun['note'],
): PipelineRun => {
  const { slices, watch } = tools
  const counts = new Float64Array(2 * operators)
  const run = (sink: ConstructorParameters<typeof PipelineRun>[3]): PipelineRun =>
    new PipelineRun(slices, watch.at, counts, note === undefined ? sink : { ...sink, note })
  if (goal.kind === 'take') return run({ limit: goal.limit })
  if (goal.kind === 'reduce' && goal.zero !== undefined) return startingWith(run({}), goal.zero)
  if (goal.kind !== 'shuffle') return run({})
  const { combine, partitioner, dealt } = goal.node
  if (combine?.kind === 'count') return run({})
  if (combine !== undefined) {
    const { space } = goal.node
    return run({ table: space === undefined ? new KeyTable() : KeyTable.passing(space.lately) })
  }
  const out = Array.from({ length: partitioner.numPartitions }, () => [])
  return run(dealt ? { out } : { out, place: placer(partitioner, goal.surveyed) })
}

/** A partitioner may be the user's: its errors are those of the shuffle. */
const cut = async (
  { name, site, partitioner, space }: ShuffleNode,
  surveyed: unknown,
  run: PipelineRun,
  { slices, batchTime }: LoopTools,
): Promise<MapOutput> => {
  const { numPartitions } = partitioner
  const place = placer(partitioner, surveyed)
  if (space !== undefined) space.lately = run.out.length
  try {
    return await cutByKey(run.table!, run.out, { numPartitions, place }, slices)
  } catch (error) {
    throw blame(error, { operator: name, site, batchTime, record: '' })
  }
}

/** Elements may have texts of their own, which are the user's. */
const write = async (
  sink: Sink<unknown>,
  run: PipelineRun,
  { partition, attempt, site, batchTime }: PipelineTask,
  tools: LoopTools,
): Promise<string> => {
  try {
    return await followedInAttempt(tools.updates, () =>
      sink.write({ batchTime, partition, attempt }, run.out),
    )
  } catch (error) {
    throw blame(error, { operator: 'write', site, batchTime: tools.batchTime, record: '' })
  }
}

const resultOf = async (
  task: PipelineTask,
  run: PipelineRun,
  tools: LoopTools,
): Promise<unknown> => {
  const { goal } = task
  switch (goal.kind) {
    case 'collect':
    case 'take':
      return run.out
    case 'count':
      return run.total
    case 'reduce':
      return run.has ? { value: run.acc } : undefined
    case 'foreach':
      return undefined
    case 'foreachPartition':
      try {
        // It has effects, so it is never broken off and made again.
        const rows = run.out.values()
        const call = (): unknown => goal.fn.fn(rows)
        const { slices, updates } = tools
        return void (await slices.enter(() => followedInAttempt(updates, call), 'whole'))
      } catch (error) {
        if (error instanceof SliceInterrupted) throw error
        throw blame(error, {
          operator: 'foreachPartition',
          site: goal.fn.site,
          batchTime: tools.batchTime,
          record: '',
        })
      }
    case 'write':
      return write(goal.sink, run, task, tools)
    case 'shuffle':
      if (goal.node.combine === undefined) return run.out
      return goal.node.combine.kind === 'count'
        ? [countBlock(run.total)]
        : await cut(goal.node, goal.surveyed, run, tools)
  }
}

const sizeOf = (goal: Goal, run: PipelineRun, reached: number): number =>
  goal.kind === 'shuffle' && goal.node.combine !== undefined ? run.out.length : reached

/** Runs one attempt at a pipeline task. */
export const runPipeline = async (tools: LoopTools, task: PipelineTask): Promise<TaskResult> => {
  const { ops, goal } = task
  const operators = operatorsOf(ops, goal, task.site)
  const look = lookOf(tools)
  const noting = look?.pipeline(goal)
  const run = startRun(tools, goal, operators.length, noting?.note)
  const found: Finding = { invalid: 0, changed: false }
  const feed = feedOf(task.input, found, tools)
  try {
    await new Loop(tools, ops, goal, operators, run).through(feed)
  } finally {
    if (feed.close !== undefined) await feed.close()
  }
  if (noting !== undefined) {
    tools.watch.at[0] = operators.length - 1
    noting.end()
    found.broken = look!.broken
  }
  const value = await resultOf(task, run, tools)
  const counts = countsOf(operators, run, 0)
  const last = counts.at(-1)!
  return {
    value,
    counts: [...counts.slice(0, -1), { ...last, out: sizeOf(goal, run, last.in) }],
    found,
    updates: tools.updates.list,
  }
}
