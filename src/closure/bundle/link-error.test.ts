import { beforeAll, expect, it } from 'vitest'

import type { TapError } from '../../core/errors/tap-error.ts'
import { JobFolder } from './job-folder.fixture.ts'

beforeAll(() => {
  Object.assign(globalThis, { [Symbol.for('tapstream')]: { '.': {}, './testing': {} } })
})

const failure = (folder: JobFolder): Promise<TapError> =>
  folder.load('job.ts').then(
    () => undefined as never,
    (reason: unknown) => reason as TapError,
  )

it('names the file, the place and the nearest export of a local module', async () => {
  const folder = new JobFolder({
    'job.ts': `const n: number = 1\nimport { conter } from './lib.ts'\nconter(n)`,
    'lib.ts': 'export const counter = 1, other = 2',
  })
  const { code, text } = await failure(folder)
  expect(code).toBe('TAP803')
  expect(text.what).toMatch(/^'.*lib\.ts' has no export named 'conter'\.$/)
  expect(text.at?.[0]?.[1]).toMatchObject({ file: folder.file('job.ts'), line: 2 })
  expect(text.fix).toBe("write 'counter'")
})

it('names tapstream and its exports', async () => {
  const folder = new JobFolder({
    'job.ts': `import { SparkContxt } from 'tapstream'\nnew SparkContxt()`,
  })
  expect((await failure(folder)).text).toMatchObject({
    what: `'tapstream' has no export named 'SparkContxt'.`,
    fix: "write 'SparkContext'",
  })
})

it('thinks of types', async () => {
  const folder = new JobFolder({
    'job.ts': `export { Shape } from './shape.ts'`,
    'shape.ts': 'export type Shape = 1',
  })
  expect((await failure(folder)).text.cause).toContain('If it is a type')
})

it('names a package of CommonJS', async () => {
  const folder = new JobFolder({
    'job.ts': `import { nothing } from 'old'\nnothing()`,
    'node_modules/old/index.js': 'module.exports = { x: 1 }',
  })
  const { text } = await failure(folder)
  expect(text.what).toContain(`has no export named 'nothing'`)
})

it('lets what the job throws through unchanged', async () => {
  const folder = new JobFolder({ 'job.ts': `throw new SyntaxError('my own')` })
  expect(await failure(folder)).toMatchObject({ name: 'SyntaxError', message: 'my own' })
})
