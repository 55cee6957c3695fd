import { runInThisContext } from 'node:vm'
import type { SparkContext } from '../../src/index.ts'
import { call } from './call.ts'
import { type Argument, type Json, type RddStep, vectors } from './format.ts'
import { decode } from './values.ts'

/** What an argument may name: streams by id, or RDDs by id, and the context for initial states. */
export interface Scope {
  readonly sc: SparkContext
  readonly nodes: ReadonlyMap<string, object>
}

const functions = new Map<string, unknown>(
  Object.entries(vectors.functions).map(([name, { js }]) => [name, runInThisContext(`(${js})`)]),
)

const named = <T>(map: ReadonlyMap<string, T>, name: unknown): T => {
  const found = map.get(String(name))
  if (found === undefined)
    throw new Error(`the program names "${String(name)}", which is not there`)
  return found
}

/** The RDDs of a transform: the first is the one that the steps work on, the others are named by their index. */
const runSteps = (steps: readonly RddStep[], rdds: readonly object[], scope: Scope): object =>
  steps.reduce<object>((rdd, [op, ...args]) => {
    const values = args.map((argument) =>
      isForm(argument, 'other') ? rdds[Number(argument['other'])] : argumentValue(argument, scope),
    )
    return call(rdd, op, values) as object
  }, rdds[0]!)

const isForm = (argument: Argument, form: string): argument is Readonly<Record<string, Json>> =>
  typeof argument === 'object' && argument !== null && form in argument

const transformer = (form: string, steps: readonly RddStep[], scope: Scope): unknown => {
  if (form === 'rdd') return (rdd: object) => runSteps(steps, [rdd], scope)
  if (form === 'rdd2') return (a: object, b: object) => runSteps(steps, [a, b], scope)
  return (rdds: readonly object[]) => runSteps(steps, rdds, scope)
}

/** The value of an argument, by the table of forms in the README of the recordings. */
export const argumentValue = (argument: Argument, scope: Scope): unknown => {
  if (typeof argument !== 'object' || argument === null) return argument
  if (Array.isArray(argument)) return argument.map(decode)
  const [form, content] = Object.entries(argument)[0]!
  switch (form) {
    case 'fn':
      return named(functions, content)
    case 'node':
      return named(scope.nodes, content)
    case 'dur':
      return Number(content) // the batch interval is one second
    case 'rdd':
    case 'rdd2':
    case 'rddN':
      if (typeof content === 'string') return named(scope.nodes, content)
      return transformer(form, content as readonly RddStep[], scope)
    case 'init':
      return decode(content as Json)
    case 'initRDD':
      return scope.sc.parallelize(decode(content as Json) as unknown[], 1)
    default:
      return decode(argument as Json)
  }
}
