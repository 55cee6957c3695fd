import { format, inspect } from 'node:util'
import { transformSync } from 'esbuild'
import { expect, vi } from 'vitest'
import * as tapstream from 'tapstream'
import * as testing from 'tapstream/testing'
import { giveArguments } from '../../src/context/args.ts'
import { testFolder } from '../cli/lib/folder.ts'
import type { Example } from './examples.ts'
import { withPromises } from './promises.ts'
import { watch } from './watch.ts'

const { DStream, SparkConf, SparkContext, StreamingContext } = tapstream

/** What stands in front of each: contexts, and streams of words, pairs and counts. The first batch is at 12:27:10. */
const PRELUDE = `
const sc = new SparkContext('local[2]', 'example')
const clock = new ManualClock(Date.UTC(2013, 0, 1, 12, 27, 9))
const ssc = new StreamingContext(sc, 1, { clock })
const lines = ssc.queueStream([['to be or', 'not to be'], ['be']])
const words = lines.flatMap((line) => line.split(' '))
const pairs = words.map((word) => [word, 1])
const counts = pairs.reduceByKey((a, b) => a + b)
const stream = words
const rdd = sc.parallelize([1, 2, 3])
const conf = new SparkConf().setMaster('local[2]').setAppName('example')
`

/** The folder in which each runs. */
const FILES = {
  'few-words.txt': 'to be\nor not\nto be\n',
  'books/a.txt': 'to be',
  'books/b.txt': 'or not to be',
  'tapvolume/old.log': 'old\n',
  'events/old.json': '[{ "id": 0 }]',
}

const ownContext = ({ text }: Example): boolean =>
  /new SparkContext\(|runStreamTest|SparkContext.getOrCreate\(/.test(text)

/** The example as a module that can be type-checked. */
export const programOf = (example: Example): string =>
  ownContext(example) ? example.text : `${PRELUDE}{\n${example.text}\n}`

const AsyncFunction = (async () => undefined).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<unknown>

/** What differs from run to run, spaces, and that a list was made by the engine, are left out. */
const plain = (text: string): string =>
  text
    .replaceAll(/RDD\[\d+\]/g, 'RDD[…]')
    .replaceAll(/Group\(\d+\) /g, '')
    .replaceAll(/\s+/g, '')

const expectSame = (shown: string, text: string): void => expect(plain(shown)).toBe(plain(text))

/** Has every declared stream computed, as no stream is that nobody asks. */
const computed = (value: unknown): void => {
  if (!(value instanceof DStream) || value.ssc.getState() !== 'INITIALIZED') return
  value.foreachRDD(async (rdd) => void (await rdd.collect()))
}

/** No example reaches the network. */
const fetch = async (): Promise<Response> => new Response('to be')

const stopActive = async (): Promise<void> => {
  await StreamingContext.getActive()?.stop()
  await SparkContext.getOrCreate(new SparkConf().setMaster('local').setAppName('left')).stop()
}

/** Runs an example, and compares what it promises with what comes out. */
export const runExample = async (example: Example): Promise<void> => {
  const { code, promises, prints } = withPromises(example.text)
  const kept = new Set<number>()
  const promised = (i: number, value: unknown): void => {
    kept.add(i)
    if (value === promises[i]) return
    expectSame(inspect(value, { breakLength: Infinity, depth: 9, compact: true }), promises[i]!)
  }
  // In a loop or a callback the first time counts.
  const printed = (i: number, ...values: unknown[]): void => {
    if (!kept.has(i)) expectSame(format(...values), promises[i]!)
    kept.add(i)
  }
  const whole = ownContext(example)
    ? code
    : `${PRELUDE}try {\n${code}\nawait finished(ssc)\n} finally { await ssc.stop() }`
  const loaded = transformSync(`async () => {${whole}\n}`, { loader: 'ts', target: 'node20' })
  const typed = /^\/\/ tap run \S+ (.+)$/m.exec(example.text)?.[1]
  giveArguments(typed?.split(' ') ?? [])
  let out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => {
    out += `${format(...values)}\n`
  })
  const cwd = process.cwd()
  process.chdir(testFolder(FILES))
  const { finished, thrown } = watch(example.text)
  try {
    const scope = { ...tapstream, ...testing, promised, printed, computed, finished, fetch }
    const f = new AsyncFunction(
      ...Object.keys(scope),
      `return (${loaded.code.replace(/;\s*$/, '')})()`,
    )
    await f(...Object.values(scope))
  } finally {
    vi.restoreAllMocks()
    process.chdir(cwd)
    await stopActive()
  }
  expect(promises.filter((_, i) => !kept.has(i))).toEqual([])
  expect(thrown).toEqual([])
  expect(prints.filter((line) => !out.split('\n').includes(line))).toEqual([])
}
