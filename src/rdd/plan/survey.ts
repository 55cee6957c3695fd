import type { Action } from '../engine.ts'
import type { RddNode } from './nodes.ts'

/**
 * A look at data before the work on them, made once, when the first job needs it: what an action gives for each
 * partition is read into a value (counts per partition, bounds of ranges) that functions of the plan are given.
 */
export interface Survey {
  readonly node: RddNode
  /** Default: the elements are collected. */
  readonly action?: Action
  /** From the result of each partition; an array of elements unless there is an action. */
  readonly read: (results: readonly never[]) => unknown
}
