import type { RddNode } from './nodes.ts'

/**
 * A look at data before the work on them: the elements of a small RDD are collected once, when the first job needs
 * them, and read into a value (counts per partition, bounds of ranges) that functions of the plan are given.
 */
export interface Survey {
  readonly node: RddNode
  /** From the elements of each partition. */
  readonly read: (partitions: readonly (readonly unknown[])[]) => unknown
}
