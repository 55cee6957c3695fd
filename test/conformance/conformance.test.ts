import { describe, expect, it, type TestContext } from 'vitest'
import { DStream, RDD, SparkContext, StreamingContext } from '../../src/index.ts'
import { rddDifferences, streamDifferences, textDifferences } from './differences.ts'
import { vectors } from './format.ts'
import { notYet } from './not-yet.ts'
import { type Operator, operatorsOfPrint, operatorsOfRdd, operatorsOfStream } from './operators.ts'
import { rddIsFree, streamIsFree } from './partitions.ts'

const PARALLELISM = [1, 3, 7]

/** Skips the running test when its program runs against a decided point or uses what does not exist yet. */
const skipIfNeeded = (
  ctx: TestContext,
  program: { readonly skip?: string },
  operators: readonly Operator[],
): void => {
  ctx.skip(program.skip !== undefined, program.skip)
  const missing = operators.filter((operator) => notYet.has(operator))
  ctx.skip(missing.length > 0, `not yet: ${[...new Set(missing)].join(', ')}`)
}

describe('stream programs', () => {
  it.for(vectors.programs)('$name', async (program, ctx) => {
    skipIfNeeded(ctx, program, operatorsOfStream(program))
    expect(await streamDifferences(program)).toEqual([])
  })
})

describe.each(PARALLELISM)('stream programs on %d partitions', (parallelism) => {
  it.for(vectors.programs.filter(streamIsFree))('$name', async (program, ctx) => {
    skipIfNeeded(ctx, program, operatorsOfStream(program))
    expect(await streamDifferences(program, parallelism)).toEqual([])
  })
})

describe('RDD programs', () => {
  it.for(vectors.rddPrograms)('$name', async (program, ctx) => {
    skipIfNeeded(ctx, program, operatorsOfRdd(program))
    expect(await rddDifferences(program)).toEqual([])
  })
})

describe.each(PARALLELISM)('RDD programs on %d partitions', (parallelism) => {
  it.for(vectors.rddPrograms.filter(rddIsFree))('$name', async (program, ctx) => {
    skipIfNeeded(ctx, program, operatorsOfRdd(program))
    expect(await rddDifferences(program, parallelism)).toEqual([])
  })
})

describe('texts', () => {
  it.for(vectors.printCases)('$name', async (program, ctx) => {
    skipIfNeeded(ctx, program, operatorsOfPrint(program))
    expect(await textDifferences(program)).toEqual([])
  })
})

describe('the operators of the programs', () => {
  const classes = { DStream, RDD, SparkContext, StreamingContext }
  const exists = (operator: Operator): boolean => {
    const [owner, method] = operator.split('.') as [keyof typeof classes, string]
    return typeof Reflect.get(classes[owner].prototype, method) === 'function'
  }

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
