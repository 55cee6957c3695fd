import type { NarrowOp, Side } from '../../rdd/plan/nodes.ts'

/** How the elements of a partition arrive: text of whole lines, an array, aligned keys and values, or an iterator. */
export type InputForm = 'lines' | 'rows' | 'pairs' | 'iterator'

/**
 * Where elements end. `combine`/`combineWith`/`group` aggregate per key in a table (first value kept, made by a
 * function, or listed); `place` and `deal` distribute whole elements over buckets, by key or in turn.
 */
export type SinkKind =
  | 'rows'
  | 'take'
  | 'count'
  | 'combine'
  | 'combineWith'
  | 'group'
  | 'place'
  | 'deal'
  | 'reduce'
  | 'foreach'

export type LoopOp = Exclude<NarrowOp, 'mapPartitions' | 'withIndex'>

export interface OpShape {
  readonly op: LoopOp
  readonly side: Side
  /** Id of the user's function. */
  readonly fn: string
}

export interface Shape {
  readonly input: InputForm
  readonly ops: readonly OpShape[]
  readonly sink: SinkKind
  /** Ids of the sink's functions. */
  readonly sinkFns: readonly string[]
  /** The values that a folding sink puts together are noted, for a look at its function's laws. */
  readonly noted?: true
}

/** Plans of one shape share compiled code, whatever their node ids. */
export const shapeKey = (shape: Shape): string =>
  [
    shape.input,
    ...shape.ops.map(({ op, side, fn }) => `${op}.${side}(${fn})`),
    `${shape.sink}(${shape.sinkFns.join(',')})${shape.noted === true ? ' noted' : ''}`,
  ].join(' > ')
