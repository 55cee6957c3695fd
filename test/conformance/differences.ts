import { inspect } from 'node:util'
import { Time } from '../../src/index.ts'
import { MissingOperator } from './call.ts'
import type { AnyRddProgram, Json, Order, PrintCase, RddProgram, SaveCase } from './format.ts'
import type { StreamProgram } from './format.ts'
import { expectedFiles, runPrint, runSaveFiles } from './print-cases.ts'
import { runRdd, runSave, runTextDir, runTextFile } from './run-rdd.ts'
import { runStream } from './run-stream.ts'
import { decode, sameIn } from './values.ts'

/** What differs from the recording, one sentence each; nothing differs: `[]`. */
export type Differences = readonly string[]

const show = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : inspect(value, { depth: 9, breakLength: Infinity, maxArrayLength: 200 })

const compare = (where: string, order: Order, seen: unknown, expected: unknown): Differences =>
  sameIn(order, seen, expected)
    ? []
    : [`${where}: ${show(seen)} is not the recorded ${show(expected)} as a ${order}`]

/** Of one program; with `parallelism` given, on that many partitions and without regard to order. */
export const streamDifferences = async (
  program: StreamProgram,
  parallelism?: number,
): Promise<Differences> => {
  const seen = await runStream(program, parallelism)
  return program.observe.flatMap((id) => {
    const batches = seen[id] ?? []
    const recorded = program.expected[id]!
    const order = parallelism === undefined ? program.order[id]! : 'multiset'
    return [
      ...compare(`batches of ${id}`, 'sequence', batches.length, recorded.length),
      ...recorded.flatMap((batch, i) =>
        compare(`${id}, batch ${i + 1}`, order, batches[i], decode(batch)),
      ),
    ]
  })
}

const failureDifferences = (run: Promise<unknown>): Promise<Differences> =>
  run.then(
    (value) => [`${show(value)} instead of an error`],
    (error: unknown) => (error instanceof MissingOperator ? [error.message] : []),
  )

const actionDifferences = async (
  program: RddProgram,
  order: Order,
  conf?: Readonly<Record<string, string>>,
): Promise<Differences> => {
  const run = runRdd(program, conf)
  if (program.expected === undefined) return failureDifferences(run)
  return compare(program.action.op, order, await run, decode(program.expected))
}

const lines = (order: Order, seen: unknown, recorded: readonly Json[]): Differences =>
  compare('elements', order, seen, decode(recorded))

/** Files are compared by name and text. */
const fileDifferences = (
  seen: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, string>>,
): Differences => compare('files', 'multiset', Object.entries(seen), Object.entries(expected))

/** Of one program; with `parallelism` given, on that many partitions and without regard to order. */
export const rddDifferences = async (
  program: AnyRddProgram,
  parallelism?: number,
): Promise<Differences> => {
  if (program.kind === 'saveAsTextFile') {
    return fileDifferences(await runSave(program), program.expected)
  }
  if (program.kind === 'textFile') {
    return lines(program.order, await runTextFile(program), program.expected)
  }
  if (program.kind === 'textDir') {
    return lines(program.order, await runTextDir(program), program.expected)
  }
  if (parallelism === undefined) return actionDifferences(program, program.order)
  const conf = { 'spark.default.parallelism': String(parallelism) }
  return actionDifferences(program, 'multiset', conf)
}

const RULE = '-'.repeat(43)

/** The first batch of the manual clock is one second after the epoch. */
const header = (kind: 'pprint' | 'print'): string => {
  const time = kind === 'print' ? '1000 ms' : new Time(1000).format()
  return `${RULE}\nTime: ${time}\n${RULE}\n`
}

export const textDifferences = async (program: PrintCase | SaveCase): Promise<Differences> =>
  program.kind === 'saveAsTextFiles'
    ? fileDifferences(await runSaveFiles(program), expectedFiles(program))
    : compare('stdout', 'sequence', await runPrint(program), header(program.kind) + program.body)
