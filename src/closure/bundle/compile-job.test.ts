import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

import { beforeAll, describe, expect, it } from 'vitest'

import { mapStack } from '../source-map.ts'
import { compileJob } from './compile-job.ts'
import { JobFolder } from './job-folder.fixture.ts'

const engine = { SparkContext: class {}, pair: (a: unknown, b: unknown) => [a, b] }
const testing = { ManualClock: class {} }

beforeAll(() => {
  Object.assign(globalThis, {
    [Symbol.for('tapstream')]: { '.': engine, './testing': testing },
  })
})

describe('a TypeScript job', () => {
  it('uses enums, top-level await, decorators, accessors and parameter properties', async () => {
    const folder = new JobFolder({
      'job.ts': `
        enum Colour { Red = 1, Green }
        const seen: string[] = []
        function note<T extends Function>(value: T, context: ClassMethodDecoratorContext): T {
          seen.push(String(context.name))
          return value
        }
        class Point {
          accessor y = 2
          constructor(readonly x: number) {}
          @note sum(): number { return this.x + this.y }
        }
        export const total = await Promise.resolve(new Point(1).sum() + Colour.Green)
        export { seen }
      `,
    })
    expect(await folder.run('job.ts')).toMatchObject({ total: 5, seen: ['sum'] })
  })

  it.each(['.ts', '.mts', '.tsx', '.js', '.mjs', '.jsx'])('may end in %s', async (extension) => {
    const folder = new JobFolder({
      [`job${extension}`]: `export const x = await Promise.resolve(1)`,
    })
    expect(await folder.run(`job${extension}`)).toMatchObject({ x: 1 })
  })

  it('has no use for a tsconfig that lies about', async () => {
    const folder = new JobFolder({
      'tsconfig.json': '{ "compilerOptions": { "target": "es3", "experimentalDecorators": tru',
      'job.ts': 'export const x = 1',
    })
    expect(await folder.run('job.ts')).toMatchObject({ x: 1 })
  })

  it('may begin with #!', async () => {
    const folder = new JobFolder({
      'job.ts': '#!/usr/bin/env -S tap run\nexport const x = import.meta.filename',
    })
    expect(await folder.run('job.ts')).toMatchObject({ x: folder.file('job.ts') })
  })
})

describe('imports', () => {
  it('share one instance of a module, also by import() and in a cycle', async () => {
    const folder = new JobFolder({
      'job.ts': `
        import { a } from './a.ts'
        import { b } from './lib/b'
        import type { Missing } from './nowhere.ts'
        import { Name } from './names.ts'
        const late = await import('./counter.ts')
        const unused: Name | Missing | undefined = undefined
        export const same = [a === b, late.counter === a]
        export { answer } from './a.ts'
      `,
      'names.ts': 'export type Name = string',
      'a.ts': `
        import { counter } from './counter.js'
        import { ask } from './lib/b.ts'
        export const a = counter
        export const answer = () => ask()
        export const value = () => 42
      `,
      'lib/b.ts': `
        import { counter } from '../counter.ts'
        import { value } from '../a.ts'
        export const b = counter
        export const ask = () => value()
      `,
      'counter.ts': 'export const counter = { n: 0 }',
    })
    const job = await folder.load('job.ts')
    expect(job.namespace).toMatchObject({ same: [true, true] })
    expect((job.namespace as { answer: () => number }).answer()).toBe(42)
    expect(job.modules.map(({ source }) => source)).toEqual(
      ['job.ts', 'a.ts', 'lib/b.ts', 'counter.ts'].map((name) => folder.file(name)),
    )
    expect(new Set(job.modules.map(({ output }) => output)).size).toBe(4)
    expect(job.modules.every(({ output }) => existsSync(`${output}.map`))).toBe(true)
  })

  it('of tapstream lead to the running engine', async () => {
    const folder = new JobFolder({
      'job.ts': `
        import * as all from 'tapstream'
        import { SparkContext, pair as two, type StreamingContext } from 'tapstream'
        import { ManualClock } from 'tapstream/testing'
        const late = await import('tapstream')
        export { SparkContext, two, ManualClock, late, all }
      `,
    })
    const job = await folder.run('job.ts')
    expect(job['SparkContext']).toBe(engine.SparkContext)
    expect(job['two']).toBe(engine.pair)
    expect(job['ManualClock']).toBe(testing.ManualClock)
    expect(job['late']).toBe(job['all'])
  })

  it('of JSON and of packages are found from the importing file', async () => {
    const folder = new JobFolder({
      'lib/job.ts': `
        import words, { stop } from './words.json'
        import again from './words.json' with { type: 'json' }
        import { name, where } from 'greeter'
        import { readFileSync } from 'fs'
        import data from 'greeter/data.json' with { type: 'json' }
        export { words, stop, name, where, readFileSync, data, again }
      `,
      'lib/words.json': '{ "stop": ["a"], "not a name": 1 }',
      'lib/node_modules/greeter/package.json': JSON.stringify({
        exports: {
          '.': { module: './bundler.js', import: './index.mjs', require: './index.cjs' },
          './data.json': './data.json',
        },
      }),
      'lib/node_modules/greeter/data.json': '{ "n": 1 }',
      'lib/node_modules/greeter/index.mjs': `export const name = 'greeter', where = import.meta.url`,
    })
    const job = await folder.run('lib/job.ts')
    expect(job).toMatchObject({ stop: ['a'], name: 'greeter', data: { n: 1 } })
    expect(job['words']).toEqual({ stop: ['a'], 'not a name': 1 })
    expect(job['again']).toBe(job['words'])
    expect(job['where']).toBe(pathToFileURL(folder.file('lib/node_modules/greeter/index.mjs')).href)
  })
})

describe("a module's own place", () => {
  it('is the original file', async () => {
    const folder = new JobFolder({
      'job.ts': `
        import { place } from './lib/place.ts'
        const { url } = import.meta
        export const here = [url, import.meta.filename, import.meta.dirname, __filename, __dirname]
        export const resolved = import.meta.resolve('./x y.txt')
        export { place }
      `,
      'lib/place.ts': 'export const place = [__filename, import.meta.url]',
    })
    const file = folder.file('job.ts')
    const lib = folder.file('lib/place.ts')
    expect(await folder.run('job.ts')).toMatchObject({
      here: [pathToFileURL(file).href, file, folder.path, file, folder.path],
      resolved: pathToFileURL(folder.file('x y.txt')).href,
      place: [lib, pathToFileURL(lib).href],
    })
  })

  it('is where require looks from, in ES modules too', async () => {
    const folder = new JobFolder({
      'job.ts': `
        import { pair } from 'tapstream'
        const { pair: same } = require('tapstream')
        const name = './data.json'
        export const found = [require('node:path').sep, require('./old.cjs').old, require(name).n]
        export const identical = same === pair
      `,
      'own.ts': `
        import { createRequire } from 'node:module'
        const require = createRequire(import.meta.url)
        export const n = require('./data.json').n
      `,
      'old.cjs': 'exports.old = __filename',
      'data.json': '{ "n": 7 }',
    })
    const job = await folder.run('job.ts')
    expect(job['found']).toEqual([expect.any(String), folder.file('old.cjs'), 7])
    expect(job['identical']).toBe(true)
    expect(await folder.run('own.ts')).toMatchObject({ n: 7 })
  })
})

describe('CommonJS', () => {
  it('jobs require the engine, TypeScript, ES modules, packages and themselves', async () => {
    const folder = new JobFolder({
      'job.js': `
        'use strict'
        const tap = require('tapstream')
        const { twice } = require('./lib/twice.ts')
        const esm = require('./esm.mts')
        exports.isMain = require.main === module
        exports.tap = tap
        exports.all = [twice(2), esm.three, require('old-package'), __filename, require('./n.json').n]
        exports.late = import('./esm.mts')
        exports.strict = (function () { return this === undefined })()
      `,
      'lib/twice.ts': `
        const answer: number = require('../answer.cjs')
        exports.twice = (n: number) => n * answer
        exports.isMain = require.main === module
      `,
      'answer.cjs': 'module.exports = 2',
      'esm.mts': 'export const three: number = 3',
      'n.json': '{ "n": 9 }',
      'node_modules/old-package/index.js': 'module.exports = "old"',
    })
    const job = await folder.run('job.js')
    expect(job).toMatchObject({ isMain: true, strict: true })
    expect(job['tap']).toBe(engine)
    expect(job['all']).toEqual([4, 3, 'old', folder.file('job.js'), 9])
    expect(await job['late']).toMatchObject({ three: 3 })
  })

  it('is what .cts means, and is imported by name from ES modules', async () => {
    const folder = new JobFolder({
      'job.cts': `
        import path = require('node:path')
        import { pair } from 'tapstream'
        import { x } from './x.cts'
        export = { sep: path.sep, two: pair(1, 2), x }
      `,
      'x.cts': 'export const x: number = 1',
      'mixed.ts': `
        import job from './job.cts'
        import { x } from './x.cts'
        import old, { named } from './old.js'
        export const all = [job.two, x, named, old.named]
      `,
      'old.js': 'exports.named = 5',
    })
    expect((await folder.run('job.cts'))['default']).toMatchObject({ two: [1, 2], x: 1 })
    expect(await folder.run('mixed.ts')).toMatchObject({ all: [[1, 2], 1, 5, 5] })
  })
})

describe('a stack trace', () => {
  it.each(['job.ts', 'job.cts'])('leads to the line and column of %s', async (name) => {
    const folder = new JobFolder({
      [name]: `
        interface Unused { a: 1 }
        const fail = (n: number): never => {
          throw new Error(__filename + String(n))
        }
        exports = undefined!
        fail(1)
      `.replace('exports = undefined!', name.endsWith('.cts') ? 'module.exports = 1' : 'export {}'),
    })
    const error: unknown = await folder.run(name).catch((reason: unknown) => reason)
    expect(mapStack(error).slice(0, 2)).toEqual([
      { name: 'fail', site: { file: folder.file(name), line: 4, column: 17 } },
      {
        name: name.endsWith('.cts') ? 'Object.<anonymous>' : undefined,
        site: { file: folder.file(name), line: 7, column: 9 },
      },
    ])
  })
})

it('leaves nothing beside the job and knows no file of the engine', async () => {
  const folder = new JobFolder({ 'job.ts': 'export {}' })
  const job = await compileJob(folder.file('job.ts'), folder.options)
  expect(readdirSync(folder.path).sort()).toEqual(['cache é #%', 'job.ts'])
  expect(dirname(job.entry).startsWith(folder.options.cache)).toBe(true)
})
