import { describe, expect, it } from 'vitest'
import { DStream, RDD, SparkContext, StreamingContext } from '../../src/index.ts'
import { rddDifferences, streamDifferences, textDifferences } from './differences.ts'
import { vectors } from './format.ts'
import { notYet } from './not-yet.ts'
import { type Operator, operatorsOfPrint, operatorsOfRdd, operatorsOfStream } from './operators.ts'
import { rddIsFree, streamIsFree } from './partitions.ts'

const PARALLELISM = [1, 3, 7]

interface Program {
  readonly name: string
  readonly skip?: string
}

/** Programs that run against no decided point, and use nothing that does not exist yet. */
const runnable = <P extends Program>(
  programs: readonly P[],
  operators: (program: P) => readonly Operator[],
): P[] =>
  programs.filter(
    (program) =>
      program.skip === undefined && !operators(program).some((operator) => notYet.has(operator)),
  )

const streams = runnable(vectors.programs, operatorsOfStream)
const rdds = runnable(vectors.rddPrograms, operatorsOfRdd)
const prints = runnable(vectors.printCases, operatorsOfPrint)

describe('stream programs', () => {
  it.for(streams)('$name', async (program) => {
    expect(await streamDifferences(program)).toEqual([])
  })
})

describe.each(PARALLELISM)('stream programs on %d partitions', (parallelism) => {
  it.for(streams.filter(streamIsFree))('$name', async (program) => {
    expect(await streamDifferences(program, parallelism)).toEqual([])
  })
})

describe('RDD programs', () => {
  it.for(rdds)('$name', async (program) => {
    expect(await rddDifferences(program)).toEqual([])
  })
})

describe.each(PARALLELISM)('RDD programs on %d partitions', (parallelism) => {
  it.for(rdds.filter(rddIsFree))('$name', async (program) => {
    expect(await rddDifferences(program, parallelism)).toEqual([])
  })
})

describe('texts', () => {
  it.for(prints)('$name', async (program) => {
    expect(await textDifferences(program)).toEqual([])
  })
})

describe('the operators of the programs', () => {
  const classes = { DStream, RDD, SparkContext, StreamingContext }
  const exists = (operator: Operator): boolean => {
    const [owner, method] = operator.split('.') as [keyof typeof classes, string]
    return typeof Reflect.get(classes[owner].prototype, method) === 'function'
  }

  it('are enough for these many programs; the others wait for theirs', () => {
    expect([streams.length, rdds.length, prints.length]).toEqual([250, 135, 30])
  })

  it('that exist are not on the list of those that do not', () => {
    expect([...notYet].filter(exists)).toEqual([])
  })

  it('exist unless they are on that list', () => {
    const used = [
      ...vectors.programs.flatMap(operatorsOfStream),
      ...vectors.rddPrograms.flatMap(operatorsOfRdd),
      ...vectors.printCases.flatMap(operatorsOfPrint),
    ]
    const missing = used.filter((operator) => !notYet.has(operator) && !exists(operator))
    expect([...new Set(missing)]).toEqual([])
  })
})
