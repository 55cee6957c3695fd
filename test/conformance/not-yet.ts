import type { Operator } from './operators.ts'

/**
 * Operators that the API does not have yet. A program that uses one is skipped and says so. The list can only
 * shrink: a test fails when one of them exists.
 */
export const notYet: ReadonlySet<Operator> = new Set<Operator>(['RDD.pipe'])
