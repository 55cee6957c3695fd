import { execFileSync, type ExecFileSyncOptions } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { makeFolder, remove, testFolder } from '../cli/lib/folder.ts'
import { serveOnce } from '../cli/lib/server.ts'
import { MANUAL, ROOT, tapEnvironment } from '../cli/lib/tap.ts'
import { startProcess } from '../cli/lib/watched-process.ts'
import { SOCKET_JOBS, TEXT } from './expected.ts'

const MINUTE = 60_000
const IS_WINDOWS = process.platform === 'win32'
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')

/** On Windows npm is a batch file, which only a shell starts. */
const npm = (words: readonly string[], cwd: string): string => {
  const options: ExecFileSyncOptions = { cwd, timeout: MINUTE, stdio: ['ignore', 'pipe', 'pipe'] }
  const quiet = [...words, '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
  const command = IS_WINDOWS ? ['npm.cmd', { ...options, shell: true }] : ['npm', options]
  return String(execFileSync(command[0] as string, quiet, command[1] as ExecFileSyncOptions))
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean } & Record<string, unknown>>>
}

/**
 * The lock of a folder that depends on the tarball alone: the versions are those that the clone has, so that npm finds
 * all of them in its cache and asks nobody.
 */
const lockFor = (tarball: string): object => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock
  const { version, dependencies, bin } = packages['']!
  const needed = Object.entries(packages).filter(([name, { dev }]) => name !== '' && dev !== true)
  return {
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { dependencies: { tapstream: tarball } },
      'node_modules/tapstream': { version, resolved: tarball, dependencies, bin },
      ...Object.fromEntries(needed),
    },
  }
}

/** Packs the clone and installs the tarball into an empty folder. */
const installInto = (folder: string): void => {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs')], { stdio: 'pipe' })
  mkdirSync(join(folder, 'in'))
  npm(['pack', '--pack-destination', folder], ROOT)
  const tarball = `file:../${readdirSync(folder).find((name) => name.endsWith('.tgz'))}`
  const json = (name: string, content: object): void =>
    writeFileSync(join(folder, 'in', name), JSON.stringify(content))
  json('package.json', { type: 'module', dependencies: { tapstream: tarball } })
  json('package-lock.json', lockFor(tarball))
  npm(['ci'], join(folder, 'in'))
}

/** A source in memory, and one that drops what comes while it is paused. */
const SOURCE_TEST = `import { test } from 'node:test'
import { sourceContract } from 'tapstream/testing/contracts'

class ListSource {
  name = 'a list in memory'
  buffered = 0
  ended = false
  #context
  #blocks = []
  #number = 0
  #closed = true
  #slot
  #paused = false

  start(context) {
    this.#context = context
  }

  add(line) {
    if (this.#paused && process.env.SOURCE === 'forgetful') return
    const { clock, blockInterval } = this.#context
    const slot = Math.floor(clock.now() / blockInterval)
    if (this.#closed || slot !== this.#slot) this.#blocks.push([])
    this.#closed = false
    this.#slot = slot
    this.#blocks.at(-1).push(line)
    this.buffered += line.length + 1
    this.#context.changed()
  }

  take() {
    const blocks = this.#blocks.map((rows) => ({
      number: this.#number++,
      content: { kind: 'rows', rows },
      records: rows.length,
      bytes: 0,
    }))
    this.#blocks = []
    this.#closed = true
    this.buffered = 0
    return blocks
  }

  pause() {
    this.#paused = true
  }

  resume() {
    this.#paused = false
  }

  acknowledge() {}

  async stop() {}

  end() {
    this.ended = true
    this.#context.changed()
  }

  idle = true
}

const make = () => {
  const source = new ListSource()
  return {
    source,
    feed: (lines) => lines.forEach((line) => source.add(line)),
    finish: () => source.end(),
    close: () => {},
  }
}
for (const { name, check } of sourceContract.laws) test(name, () => check({ make, patience: 500 }))
`

describe('the packed package, in an empty folder', () => {
  const folder = makeFolder()
  const inside = join(folder, 'in')
  const bin = join(inside, 'node_modules', '.bin', IS_WINDOWS ? 'tap.cmd' : 'tap')
  const run = (words: readonly string[], cwd = inside) =>
    startProcess(bin, words, { cwd, env: tapEnvironment }).ended

  beforeAll(() => installInto(folder), 2 * MINUTE)
  afterAll(() => remove(folder))

  it('holds what it needs, and no source, test or prototype', () => {
    const held = readdirSync(join(inside, 'node_modules', 'tapstream')).toSorted()
    const may = ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'jobs', 'package.json']
    expect(may).toEqual(expect.arrayContaining(held))
    expect(held).toEqual(expect.arrayContaining(['bin', 'dist', 'jobs', 'package.json']))
  })

  test.each(SOCKET_JOBS)('runs $job', async ({ job, stdout }) => {
    const port = await serveOnce(TEXT)
    const { code, out } = await run(['run', job, '127.0.0.1', String(port), ...MANUAL])
    expect({ code, out }).toEqual({ code: 0, out: stdout })
  })

  it('runs streamingloglinux', async () => {
    const cwd = testFolder()
    const words = ['run', 'streamingloglinux', ...MANUAL]
    const { code, out } = await run(words, cwd)
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^-+\nTime: 1970-01-01 00:00:01\n-+\n\n/),
    ])
    expect(readdirSync(cwd)).toEqual(['tapvolume'])
  })

  it('gives its types to a job there', async () => {
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2023',
      strict: true,
      noEmit: true,
      types: [],
    }
    const project = { compilerOptions, files: ['right.ts', 'wrong.ts'] }
    const job = (
      line: string,
    ): string => `import { SparkContext, StreamingContext } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { type Law, sourceContract, type SourceSubject } from 'tapstream/testing/contracts'
const ssc = new StreamingContext(new SparkContext('local[2]', 'Types'), 1)
const words = ssc.socketTextStream('localhost', 9999).flatMap(line => line.split(' '))
${line}
ssc.start()
await ssc.awaitTermination()
export const test = runStreamTest
export const laws: readonly Law<SourceSubject>[] = sourceContract.laws
`
    writeFileSync(join(inside, 'tsconfig.json'), JSON.stringify(project))
    const good = `words.map(word => [word, 1]).reduceByKey((a, b) => a + b).pprint()`
    writeFileSync(join(inside, 'right.ts'), job(good))
    writeFileSync(join(inside, 'wrong.ts'), job(`words.map(word => word.size).pprint()`))
    const words = [TSC, '-p', '.', '--pretty', 'false']
    const { code, out } = await startProcess(process.execPath, words, { cwd: inside }).ended
    expect(code).not.toBe(0)
    expect(out.trim().split('\n')).toEqual([
      expect.stringMatching(/^wrong\.ts\(6,24\): .*'size' does not exist on type 'string'/),
    ])
  })

  it('proves a source of somebody else, with the test runner of Node alone', async () => {
    writeFileSync(join(inside, 'source.test.mjs'), SOURCE_TEST)
    const run = (name: string) =>
      startProcess(process.execPath, ['--test', '--test-reporter=tap', 'source.test.mjs'], {
        cwd: inside,
        env: { SOURCE: name },
      }).ended
    const right = await run('right')
    expect([right.code, right.err]).toEqual([0, ''])
    expect(right.out).toMatch(/^# pass 1[5-9]$/m)
    expect(right.out).toMatch(/^# fail 0$/m)
    const wrong = await run('forgetful')
    expect(wrong.code).toBe(1)
    expect(wrong.out).toMatch(/^ *not ok \d+ - loses nothing while it is paused$/m)
    expect(wrong.out).toMatch(/^ *ok \d+ - hands over each record once, in order of arrival$/m)
  })

  it('is imported by plain node', async () => {
    writeFileSync(
      join(inside, 'plain.mjs'),
      `import { SparkContext } from 'tapstream'
const sc = new SparkContext('local[2]', 'Plain')
console.log(await sc.parallelize([1, 2, 3]).map(n => n * n).collect())
await sc.stop()
`,
    )
    const ended = await startProcess(process.execPath, ['plain.mjs'], { cwd: inside }).ended
    expect(ended).toMatchObject({ code: 0, out: '[ 1, 4, 9 ]\n', err: '' })
  })
})
