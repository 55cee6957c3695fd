import type { AnyFunction, NarrowNode } from '../../rdd/plan/nodes.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { InputForm, LoopOp, Shape, SinkKind } from '../compile/shape.ts'
import type { Goal } from './pipeline.ts'

/** The sink of a goal, and the user's functions that it calls. */
export const sinkOf = (
  goal: Goal,
): { sink: SinkKind; fns: readonly TaskFunction<AnyFunction>[] } => {
  switch (goal.kind) {
    case 'collect':
      return { sink: 'rows', fns: [] }
    case 'count':
      return { sink: 'count', fns: [] }
    case 'take':
      return { sink: 'take', fns: [] }
    case 'reduce':
      return { sink: 'reduce', fns: [goal.fn] }
    case 'foreach':
      return { sink: 'foreach', fns: [goal.fn] }
    case 'foreachPartition':
    case 'write':
      return { sink: 'rows', fns: [] }
    case 'shuffle': {
      const { combine } = goal.node
      if (combine === undefined) return { sink: goal.node.dealt ? 'deal' : 'place', fns: [] }
      if (combine.kind === 'group') return { sink: 'group', fns: [] }
      if (combine.kind === 'count') return { sink: 'count', fns: [] }
      const merge = combine.merge!
      return combine.create === undefined
        ? { sink: 'combine', fns: [merge] }
        : { sink: 'combineWith', fns: [combine.create, merge] }
    }
  }
}

export const shapeOf = (
  input: InputForm,
  ops: readonly NarrowNode[],
  goal: Goal,
  noted = false,
): Shape => {
  const { sink, fns } = sinkOf(goal)
  return {
    input,
    ops: ops.map((node) => ({ op: node.op as LoopOp, side: node.side, fn: node.fn.id })),
    sink,
    sinkFns: fns.map((fn) => fn.id),
    ...(noted && { noted }),
  }
}
