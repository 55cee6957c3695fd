import type { AnyRddProgram, Step, StreamProgram } from './format.ts'
import { argumentsOf, innerSteps } from './operators.ts'

const LOOKS_AT_PARTITIONS: ReadonlySet<string> = new Set([
  'coalesce',
  'getNumPartitions',
  'glom',
  'mapPartitions',
  'mapPartitionsWithIndex',
  'partitionBy',
  'repartition',
  'zipWithUniqueId',
])

/** Durations and functions have a form of their own: a bare number among a step's arguments is a count. */
const namesCount = (step: Step): boolean =>
  argumentsOf(step).some((argument) => typeof argument === 'number')

const looksAtPartitions = (step: Step): boolean => {
  const inner = argumentsOf(step).flatMap(innerSteps)
  return (
    namesCount(step) ||
    [step.op, ...inner.map(([op]) => op)].some((op) => LOOKS_AT_PARTITIONS.has(op)) ||
    inner.flat().some((argument) => typeof argument === 'number')
  )
}

/** Whether a program means the same on any number of partitions. Twins on one partition are not asked again. */
export const streamIsFree = (program: StreamProgram): boolean =>
  program.parallelism === undefined && !program.program.some(looksAtPartitions)

export const rddIsFree = (program: AnyRddProgram): boolean =>
  program.kind === 'rdd' &&
  !program.program.some(looksAtPartitions) &&
  !LOOKS_AT_PARTITIONS.has(program.action.op)
