import { readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import * as esbuild from 'esbuild'
import { expect, it } from 'vitest'

import { compileJob, type CompileOptions } from './compile-job.ts'
import { JobFolder } from './job-folder.fixture.ts'

const forbidden = { loadEsbuild: () => Promise.reject(new Error('esbuild was loaded')) }

const twoFiles = (): JobFolder =>
  new JobFolder({
    'job.ts': `import { n } from './n.ts'\nexport const value: number = n`,
    'n.ts': 'export const n: number = 1',
  })

const value = async (
  folder: JobFolder,
  options: Partial<CompileOptions> = {},
): Promise<readonly [isCached: boolean, value: unknown]> => {
  const job = await folder.load('job.ts', options)
  return [job.isCached, (job.namespace as { value: unknown }).value]
}

it('a job that was compiled before does without esbuild', async () => {
  const folder = twoFiles()
  expect(await value(folder)).toEqual([false, 1])
  expect(await value(folder, forbidden)).toEqual([true, 1])
})

it('an edit of any module is seen, and so is its undoing', async () => {
  const folder = twoFiles()
  await value(folder)
  folder.write('n.ts', 'export const n: number = 2')
  expect(await value(folder)).toEqual([false, 2])
  folder.write('n.ts', 'export const n: number = 1')
  expect(await value(folder, forbidden)).toEqual([true, 1])
})

it('another engine, other exports or another rewrite compile anew', async () => {
  const folder = twoFiles()
  await value(folder)
  const rewrite = { version: '1', rewrite: <T>(module: T): T => module }
  expect(await value(folder, { engineVersion: '1.0.1' })).toEqual([false, 1])
  expect(await value(folder, { shims: {} })).toEqual([false, 1])
  expect(await value(folder, { rewrite })).toEqual([false, 1])
  expect(await value(folder, { rewrite })).toEqual([true, 1])
})

it('a rewrite has the last word about each module', async () => {
  const folder = twoFiles()
  const rewrite: CompileOptions['rewrite'] = {
    version: '1',
    rewrite: (module) => ({ ...module, code: module.code.replace('var n = 1', 'var n = 3') }),
  }
  expect(await value(folder, { rewrite })).toEqual([false, 3])
})

it.each([
  ['an output is cut', (entry: string) => truncateSync(entry, 3)],
  ['an output is changed', (entry: string) => writeFileSync(entry, 'throw 1')],
  ['an output is gone', (entry: string) => rmSync(entry)],
  ['the manifest is cut', (entry: string) => truncateSync(join(entry, '../~manifest.json'), 9)],
  [
    'the list of inputs is cut',
    (entry: string) => truncateSync(join(entry, '../../inputs.json'), 2),
  ],
  ['everything is gone', (entry: string) => rmSync(join(entry, '../..'), { recursive: true })],
])('a cache in which %s is made again', async (_, damage) => {
  const folder = twoFiles()
  const { entry } = await folder.load('job.ts')
  const text = readFileSync(entry, 'utf8')
  damage(entry)
  const { entry: again, isCached } = await compileJob(folder.file('job.ts'), folder.options)
  expect([again, isCached]).toEqual([entry, false])
  expect(readFileSync(entry, 'utf8')).toBe(text)
  expect(await value(folder, forbidden)).toEqual([true, 1])
})

it('starts at the same time do not disturb each other', async () => {
  const folder = twoFiles()
  const jobs = await Promise.all([1, 2, 3, 4].map(() => folder.load('job.ts')))
  expect(new Set(jobs.map((job) => job.entry)).size).toBe(1)
  expect(
    readdirSync(join(dirname(jobs[0]!.entry), '..')).filter((name) => name.startsWith('.new')),
  ).toEqual([])
  expect(await value(folder, forbidden)).toEqual([true, 1])
})

it('without a cache, or with one that cannot be written, the job runs', async () => {
  const folder = twoFiles()
  folder.write('file', '')
  for (const cache of [undefined, folder.file('file')]) {
    const job = await folder.load('job.ts', { cache })
    rmSync(join(dirname(job.entry), '../../..'), { recursive: true })
    expect(job.namespace).toMatchObject({ value: 1 })
  }
})

it('a package that moved its file is found again', async () => {
  const folder = new JobFolder({ 'job.ts': `export { value } from 'moving'` })
  const install = (file: string, n: number): void => {
    folder.write('node_modules/moving/package.json', `{ "type": "module", "main": "./${file}" }`)
    folder.write(`node_modules/moving/${file}`, `export const value = ${n}`)
  }
  install('a.js', 1)
  expect(await value(folder)).toEqual([false, 1])
  install('b.js', 2)
  expect(await value(folder)).toEqual([false, 2])
})

it('an import that may fail is looked for at each start', async () => {
  const folder = new JobFolder({
    'job.ts': `export const value = await import('optional').then((m) => m.n, () => 'none')`,
  })
  expect(await value(folder)).toEqual([false, 'none'])
  folder.write('node_modules/optional/index.mjs', 'export const n = 1')
  folder.write('node_modules/optional/package.json', '{ "main": "index.mjs" }')
  expect(await value(folder)).toEqual([false, 1])
})

it('keeps a few versions, not all', async () => {
  const folder = twoFiles()
  const loadEsbuild = () => Promise.resolve({ ...esbuild, stop: () => Promise.resolve() })
  let home = ''
  for (let n = 1; n <= 10; n++) {
    folder.write('n.ts', `export const n: number = ${n}`)
    home = join(dirname((await folder.load('job.ts', { loadEsbuild })).entry), '..')
  }
  expect(readdirSync(home)).toHaveLength(8 + 1)
})
