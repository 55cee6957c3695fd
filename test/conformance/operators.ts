import type { AnyRddProgram, PrintCase, RddStep, SaveCase, Step, StreamProgram } from './format.ts'

/** An operator with the class whose method it is. */
export type Operator = `${'DStream' | 'RDD' | 'SparkContext' | 'StreamingContext'}.${string}`

const CONTEXT_STEP = /^ssc\./

/** A step of the context: `ssc.union(a, b)`, `ssc.transform([a, b], f)`; the latter is recorded as transformN. */
export const contextMethod = ({ op, on }: Step): string | undefined => {
  if (on !== undefined && on !== 'ssc') return undefined
  const name = op.replace(CONTEXT_STEP, '')
  return name === 'transformN' ? 'transform' : name
}

export const argumentsOf = ({ args, named = {} }: Step): readonly unknown[] => [
  ...args,
  ...Object.values(named),
]

/** The steps of an argument such as `{ "rdd": [["map", …]] }`: those run inside a transform. */
export const innerSteps = (argument: unknown): readonly RddStep[] => {
  if (typeof argument !== 'object' || argument === null) return []
  const [form = '', content] = Object.entries(argument)[0] ?? []
  return /^rdd[2N]?$/.test(form) && Array.isArray(content) ? content : []
}

const operatorsOfStep = (step: Step): Operator[] => {
  const method = contextMethod(step)
  const inner = argumentsOf(step).flatMap(innerSteps)
  return [
    method === undefined ? `DStream.${step.op}` : `StreamingContext.${method}`,
    ...inner.map(([op]): Operator => `RDD.${op}`),
  ]
}

export const operatorsOfStream = ({ program }: StreamProgram): Operator[] =>
  program.flatMap(operatorsOfStep)

export const operatorsOfRdd = (program: AnyRddProgram): Operator[] => {
  if (program.kind === 'textFile') return ['SparkContext.textFile']
  if (program.kind === 'textDir') return [`SparkContext.${program.op}`]
  if (program.kind === 'saveAsTextFile') return ['RDD.saveAsTextFile']
  return [...program.program, program.action].map(({ op }): Operator => `RDD.${op}`)
}

export const operatorsOfPrint = (program: PrintCase | SaveCase): Operator[] => {
  if (program.kind === 'saveAsTextFiles') return ['DStream.saveAsTextFiles']
  const via: Operator[] = program.via === undefined ? [] : [`DStream.${program.via}`]
  return [...via, `DStream.${program.kind}`]
}
