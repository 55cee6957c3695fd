import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DStream, RDD, SparkContext, StreamingContext } from 'tapstream'

const text = readdirSync(import.meta.dirname)
  .filter((file) => file !== 'complete.test.ts')
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('\n')

/** What says something of a stream or an RDD and computes nothing has its tests elsewhere. */
const TALK = new Set([
  'constructor',
  'toString',
  'context',
  'getNumPartitions',
  'toDebugString',
  'pprint',
  'print',
])

describe('every operator has an oracle', () => {
  it.each([
    ['RDD', RDD],
    ['DStream', DStream],
  ])('%s', (_, { prototype }) => {
    const members = Object.entries(Object.getOwnPropertyDescriptors(prototype))
    const operators = members.flatMap(([name, { get }]) =>
      get === undefined && !TALK.has(name) ? [name] : [],
    )
    expect(operators.length).toBeGreaterThan(15)
    expect(operators.filter((name) => !new RegExp(`\\.${name}(<[^(]*>)?\\(`).test(text))).toEqual(
      [],
    )
  })
})

const TYPES = join(import.meta.dirname, '../types')
const typeTests = readdirSync(TYPES)
  .map((file) => readFileSync(join(TYPES, file), 'utf8'))
  .join('\n')

/** Public for other parts of the project, not for jobs. */
const PARTS = new Set([
  'addIntake',
  'addQueue',
  'addReader',
  'checkActive',
  'checkOpen',
  'checkUnstarted',
  'constructor',
  'jobStarted',
  'nextAccumulator',
  'onChange',
  'sawData',
  'sourcesStarted',
  'tookError',
  'write',
])

describe('every method has a type test', () => {
  it.each([
    ['RDD', RDD],
    ['DStream', DStream],
    ['SparkContext', SparkContext],
    ['StreamingContext', StreamingContext],
  ])('%s', (_, { prototype }) => {
    const members = Object.entries(Object.getOwnPropertyDescriptors(prototype))
    const methods = members.flatMap(([name, { get }]) =>
      get === undefined && !PARTS.has(name) ? [name] : [],
    )
    const untested = methods.filter(
      (name) => !new RegExp(`\\.${name}(<[^(]*>)?\\(`).test(typeTests),
    )
    expect(untested).toEqual([])
  })
})
