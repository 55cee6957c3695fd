import type { DStream, StreamingContext } from '../../src/index.ts'
import { argumentValue, type Scope } from './arguments.ts'
import { call } from './call.ts'
import type { Json, Step, StreamInput, StreamProgram } from './format.ts'
import { contextMethod } from './operators.ts'
import { decode } from './values.ts'

const inputStream = (ssc: StreamingContext, input: StreamInput): object => {
  const { batches, slices = 1, oneAtATime = true } = input
  const rdd = (elements: readonly Json[]) =>
    ssc.sparkContext.parallelize(elements.map(decode), slices)
  const queue = batches.map(rdd)
  const rest = input.default === undefined ? [oneAtATime] : [oneAtATime, rdd(input.default)]
  return call(ssc, 'queueStream', [queue, ...rest]) as object
}

/** Optional arguments that were recorded by name come last, in one plain object. */
const stepArguments = ({ op, args, named }: Step, scope: Scope): unknown[] => {
  const values = args.map((argument) => argumentValue(argument, scope))
  const ordered = op === 'transformWith' ? values.toReversed() : values
  if (named === undefined) return ordered
  const options = Object.entries(named).map(([name, value]) => [name, argumentValue(value, scope)])
  return [...ordered, Object.fromEntries(options)]
}

const applyStep = (ssc: StreamingContext, step: Step, scope: Scope): object => {
  const args = stepArguments(step, scope)
  const method = contextMethod(step)
  if (method === undefined) return call(scope.nodes.get(step.on!)!, step.op, args) as object
  const nodes = step.nodes?.map((id) => scope.nodes.get(id)!)
  return call(ssc, method, nodes === undefined ? args : [nodes, ...args]) as object
}

/** Builds the graph of a program; the result has its observed streams. */
export const buildStream = (
  ssc: StreamingContext,
  { inputs, program, observe }: StreamProgram,
): Record<string, DStream<unknown>> => {
  const nodes = new Map<string, object>(inputs.map((input) => [input.id, inputStream(ssc, input)]))
  const scope: Scope = { sc: ssc.sparkContext, nodes }
  for (const step of program) nodes.set(step.id, applyStep(ssc, step, scope))
  return Object.fromEntries(observe.map((id) => [id, nodes.get(id) as DStream<unknown>]))
}
