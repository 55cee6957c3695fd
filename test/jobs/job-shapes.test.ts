import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { testFolder } from '../cli/lib/folder.ts'
import { block } from '../cli/lib/pprint.ts'
import { MANUAL, tap } from '../cli/lib/tap.ts'

type Files = Readonly<Record<string, string>>

const run = async (job: string, files: Files, cwd = testFolder(files)) => {
  const { code, out, err } = await tap(['run', job, ...MANUAL], { cwd })
  return { code, out, err }
}

const printed = (lines: readonly string[]) => ({ code: 0, out: block(1, lines), err: '' })

const BODY = `const sc = new SparkContext('local[2]', 'Shapes')
const ssc = new StreamingContext(sc, 1)
ssc.queueStream([['b a', 'b']]).flatMap(line => line.split(' ')).map(word => [word, 1])
  .reduceByKey((a, b) => a + b).pprint()
ssc.start()
`
const COUNTED = [`('b', 2)`, `('a', 1)`]

const IMPORT = `import { SparkContext, StreamingContext } from 'tapstream'\n`
const REQUIRE = `const { SparkContext, StreamingContext } = require('tapstream')\n`

describe('a job, in a folder without package.json,', () => {
  test.each([
    ['job.ts', `${IMPORT}${BODY}await ssc.awaitTermination()\n`],
    ['job.mts', `${IMPORT}${BODY}await ssc.awaitTermination()\n`],
    ['job.js', `${IMPORT}${BODY}await ssc.awaitTermination()\n`],
    ['job.mjs', `${IMPORT}${BODY}await ssc.awaitTermination()\n`],
    ['job.cjs', `${REQUIRE}${BODY}ssc.awaitTermination()\n`],
    ['a job é #1 50%.ts', `${IMPORT}${BODY}await ssc.awaitTermination()\n`],
    ['with byte order mark.ts', `\uFEFF${IMPORT}${BODY}await ssc.awaitTermination()\n`],
    ['with crlf.ts', `${IMPORT}${BODY}await ssc.awaitTermination()\n`.replaceAll('\n', '\r\n')],
    [
      'with hash bang.ts',
      `#!/usr/bin/env -S tap run\n${IMPORT}${BODY}await ssc.awaitTermination()\n`,
    ],
    ['not awaited.ts', `${IMPORT}${BODY}`],
  ])('%s', async (name, text) => {
    expect(await run(name, { [name]: text })).toEqual(printed(COUNTED))
  })

  it('leaves nothing in its folder', async () => {
    const cwd = testFolder({ 'job.ts': `${IMPORT}${BODY}` })
    await run('job.ts', {}, cwd)
    expect(readdirSync(cwd)).toEqual(['job.ts'])
  })

  it('is run from another folder, by a path with folders', async () => {
    const files = { 'jobs é/my job.ts': `${IMPORT}${BODY}`, 'elsewhere/x': '' }
    const cwd = testFolder(files)
    expect(await run('../jobs é/my job.ts', {}, join(cwd, 'elsewhere'))).toEqual(printed(COUNTED))
    expect(existsSync(join(cwd, 'elsewhere', 'jobs é'))).toBe(false)
  })
})

describe('TypeScript', () => {
  it('with enums, parameter properties, namespaces and types in its way', async () => {
    const text = `${IMPORT}import type { DStream } from 'tapstream'
enum Kind { Even = 'even', Odd = 'odd' }
const enum Step { One = 1 }
namespace Kinds { export const of = (n: number): Kind => (n % 2 === 0 ? Kind.Even : Kind.Odd) }
class Counter { constructor(private readonly by: number) {} next(n: number): number { return n + this.by } }
const counter = new Counter(Step.One)
const ssc = new StreamingContext(new SparkContext('local[2]', 'Types'), 1)
const numbers = ssc.queueStream<number>([[1, 2, 3]]) satisfies DStream<number>
numbers.map(n => Kinds.of(counter.next(n))).pprint()
ssc.start()
await ssc.awaitTermination()
`
    expect(await run('job.ts', { 'job.ts': text })).toEqual(printed(['even', 'odd', 'even']))
  })

  it('is not type-checked', async () => {
    const text = `${IMPORT}const n: number = 'no number'\nconsole.log(n)\n`
    expect(await run('job.ts', { 'job.ts': text })).toEqual({
      code: 0,
      out: 'no number\n',
      err: '',
    })
  })

  it('knows its own file, folder and arguments', async () => {
    const text = `import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
console.log(basename(import.meta.filename), basename(fileURLToPath(import.meta.url)))
console.log(import.meta.dirname === process.cwd(), basename(process.argv[1]!))
`
    expect(await run('job é.ts', { 'job é.ts': text })).toEqual({
      code: 0,
      out: 'job é.ts job é.ts\ntrue job é.ts\n',
      err: '',
    })
  })
})

describe('other files of a job', () => {
  const FILES = {
    'job.ts': `${IMPORT}import { words } from './lib é/words.ts'
import { upper } from './lib é/upper.js'
import { ones } from './lib é'
import stop from './stop words.json' with { type: 'json' }
const ssc = new StreamingContext(new SparkContext('local[2]', 'Local'), 1)
ssc.queueStream([['b a the', 'b']]).flatMap(words).filter(word => !stop.includes(word))
  .map(upper).map(ones).reduceByKey((a, b) => a + b).pprint()
ssc.start()
await ssc.awaitTermination()
`,
    'lib é/words.ts': `export const words = (line: string): string[] => line.split(' ')\n`,
    'lib é/upper.ts': `export const upper = (word: string): string => word.toUpperCase()\n`,
    'lib é/index.ts': `export const ones = (word: string): [string, number] => [word, 1]\n`,
    'stop words.json': '["the"]',
  }

  it('are imported, with and without their extension, and as JSON', async () => {
    expect(await run('job.ts', FILES)).toEqual(printed([`('B', 2)`, `('A', 1)`]))
  })

  it('are compiled again when they change, also within one second', async () => {
    const cwd = testFolder(FILES)
    const first = await run('job.ts', {}, cwd)
    const upper = join(cwd, 'lib é', 'upper.ts')
    writeFileSync(upper, `export const upper = (word: string): string => word.repeat(2)     \n`)
    utimesSync(upper, 1_000_000_000, 1_000_000_000)
    const second = await run('job.ts', {}, cwd)
    expect([first.out, second.out]).toEqual([
      block(1, [`('B', 2)`, `('A', 1)`]),
      block(1, [`('bb', 2)`, `('aa', 1)`]),
    ])
  })

  it('import the same tapstream', async () => {
    const files = {
      'job.ts': `import { sc } from './context.ts'
import { SparkContext } from 'tapstream'
console.log(sc instanceof SparkContext, await sc.parallelize([1, 2]).count())
`,
      'context.ts': `import { SparkContext } from 'tapstream'\nexport const sc = new SparkContext('local', 'One')\n`,
    }
    expect(await run('job.ts', files)).toEqual({ code: 0, out: 'true 2\n', err: '' })
  })

  it('and packages come from node_modules', async () => {
    const files = {
      'job.ts': `import { twice } from 'twice'\nconsole.log(twice(4))\n`,
      'node_modules/twice/package.json':
        '{ "name": "twice", "type": "module", "exports": "./index.js" }',
      'node_modules/twice/index.js': 'export const twice = n => 2 * n\n',
    }
    expect(await run('job.ts', files)).toEqual({ code: 0, out: '8\n', err: '' })
  })

  it('may be CommonJS', async () => {
    const files = {
      'job.cjs': `const { twice } = require('./twice.cjs')\nconsole.log(twice(4), __filename.endsWith('job.cjs'))\n`,
      'twice.cjs': 'exports.twice = n => 2 * n\n',
    }
    expect(await run('job.cjs', files)).toEqual({ code: 0, out: '8 true\n', err: '' })
  })
})

it('the testing kit is there under tap run, too', async () => {
  const text = `import { runStreamTest } from 'tapstream/testing'
const { sums } = await runStreamTest({
  inputs: { numbers: [[1, 2], [], [3]] },
  build: (_, { numbers }) => ({ sums: numbers.reduce((a, b) => a + b) }),
})
console.log(JSON.stringify(sums))
`
  const cwd = testFolder({ 'job.ts': text })
  expect(await tap(['run', 'job.ts'], { cwd })).toMatchObject({
    code: 0,
    out: '[[3],[],[3]]\n',
    err: '',
  })
})
