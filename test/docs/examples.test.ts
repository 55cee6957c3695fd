import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { transformSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as tapstream from 'tapstream'
import * as testing from 'tapstream/testing'
import { makeFolder, remove } from '../cli/lib/folder.ts'
import { ROOT } from '../cli/lib/tap.ts'
import { type Example, examples, withPromises } from './examples.ts'

// Every example of a public name passes the type check and runs; what it promises in a comment is what comes out.

/** What stands in front of each: contexts, and streams of words, pairs and counts. */
const PRELUDE = `
const sc = new SparkContext('local[2]', 'example')
const clock = new ManualClock()
const ssc = new StreamingContext(sc, 1, { clock })
const lines = ssc.queueStream([['to be or', 'not to be'], ['be']])
const words = lines.flatMap((line) => line.split(' '))
const pairs = words.map((word) => [word, 1])
const counts = pairs.reduceByKey((a, b) => a + b)
const stream = words
const rdd = sc.parallelize([1, 2, 3])
const conf = new SparkConf().setMaster('local[2]').setAppName('example')
`

const names = [...Object.keys(tapstream), ...Object.keys(testing)]
const types = ['State', 'Time', 'Group', 'DurationLike', 'Clock', 'InitialState']

const publicNames = new Set([...names, 'State'])
const { DStream, RDD, SparkConf, SparkContext, StreamingContext } = tapstream
const OWNERS = { DStream, RDD, SparkConf, SparkContext, StreamingContext }

/** Examples of exported functions and classes, and of the members of exported classes. */
const checked = examples.filter(({ owner, name }) => publicNames.has(owner ?? name))

const ownContext = ({ text }: Example): boolean =>
  /new SparkContext\(|runStreamTest|^import |SparkContext.getOrCreate\(/m.test(text)

/** A whole job, which ends when somebody ends it. */
const isEndless = ({ text }: Example): boolean =>
  /^(await ssc\.awaitTermination|import )/m.test(text)

const programOf = (example: Example): string =>
  ownContext(example) ? example.text : `${PRELUDE}{\n${example.text}\n}`

const AsyncFunction = (async () => undefined).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<unknown>

const spaceless = (text: string): string => text.replaceAll(/\s+/g, '')

const run = async (example: Example, folder: string): Promise<void> => {
  const promised = (value: unknown, text: string): void => {
    // Texts are told without their quotes.
    if (value === text) return
    const shown = inspect(value, { breakLength: Infinity, depth: 9, compact: true })
    // A list that the engine made looks like any other.
    expect(spaceless(shown.replaceAll(/Group\(\d+\) /g, ''))).toBe(
      spaceless(text.replaceAll(/Group\(\d+\) /g, '')),
    )
  }
  const body = withPromises(example.text)
  const whole = ownContext(example)
    ? body
    : `${PRELUDE}try {\n${body}\nawait finished(ssc, clock)\n} finally { await ssc.stop() }`
  const { code } = transformSync(`async () => {${whole}\n}`, { loader: 'ts', target: 'node20' })
  const finished = async (
    ssc: tapstream.StreamingContext,
    clock: testing.ManualClock,
  ): Promise<void> => {
    if (ssc.getState() === 'INITIALIZED' && ssc.size.outputs > 0) ssc.start()
    if (ssc.getState() === 'ACTIVE') await clock.advance(3)
    await ssc.awaitTerminationOrTimeout(0)
  }
  const scope = { ...tapstream, ...testing, promised, finished }
  const cwd = process.cwd()
  process.chdir(folder)
  const silent = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  try {
    const f = new AsyncFunction(...Object.keys(scope), `return (${code.replace(/;\s*$/, '')})()`)
    await f(...Object.values(scope))
  } finally {
    silent.mockRestore()
    vi.restoreAllMocks()
    process.chdir(cwd)
    await tapstream.StreamingContext.getActive()?.stop()
    await stopActive()
  }
}

/** A context that an example leaves behind. */
const stopActive = async (): Promise<void> => {
  const left = tapstream.SparkContext.getOrCreate(
    new tapstream.SparkConf().setMaster('local').setAppName('left'),
  )
  await left.stop()
}

const fileOf = ({ place }: Example): string => `${place.replaceAll(/[^\w.-]+/g, '-')}.ts`

const typeCheck = (folder: string): string => {
  mkdirSync(join(folder, 'jobs'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const used = names.filter((name) => /^\w+$/.test(name))
  const kit = Object.keys(testing)
  const imports = [
    `import { ${used.filter((name) => !kit.includes(name)).join(', ')} } from 'tapstream'`,
    `import { ${kit.join(', ')} } from 'tapstream/testing'`,
    `import type { ${types.filter((name) => !used.includes(name)).join(', ')} } from 'tapstream'`,
  ].join('\n')
  for (const example of checked) {
    writeFileSync(join(folder, 'jobs', fileOf(example)), `${imports}\n${programOf(example)}\n`)
  }
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      typeRoots: [join(ROOT, 'node_modules/@types')],
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: [join(folder, 'jobs'), join(ROOT, 'src/core/node-buffer.d.ts')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout
}

describe('an example in the sources', () => {
  const folder = makeFolder()
  let complaints = ''

  beforeAll(() => {
    writeFileSync(join(folder, 'few-words.txt'), 'to be\nor not\nto be\n')
    complaints = typeCheck(folder)
  }, 60_000)

  afterAll(() => remove(folder))

  it.each(checked)('$place of $name passes the type check', (example) => {
    const own = complaints.split('\n').filter((line) => line.includes(fileOf(example)))
    expect(own).toEqual([])
  })

  it.each(checked.filter((example) => !isEndless(example)))(
    '$place of $name runs and gives what it promises',
    async (example) => {
      await run(example, folder)
    },
  )
})

/** What is public for other packages and parts of this one, and not for jobs. */
const PARTS = new Set([
  'constructor',
  'toString',
  'addIntake',
  'addQueue',
  'checkOpen',
  'checkUnstarted',
])

/** Taken before an example adds methods of its own. */
const METHODS = Object.entries(OWNERS).map(([owner, { prototype }]) => {
  const members = Object.entries(Object.getOwnPropertyDescriptors(prototype))
  return [
    owner,
    members.flatMap(([name, { get, value }]) =>
      get === undefined && typeof value === 'function' && !PARTS.has(name) ? [name] : [],
    ),
  ] as const
})

describe('every public method has an example', () => {
  it.each(METHODS)('%s', (owner, methods) => {
    const shown = new Set(checked.filter((e) => e.owner === owner).map(({ name }) => name))
    expect(methods.filter((name) => !shown.has(name))).toEqual([])
  })
})
