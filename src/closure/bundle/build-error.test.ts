import { describe, expect, it } from 'vitest'

import type { TapError } from '../../core/errors/tap-error.ts'
import { codeFrame } from '../source-map.ts'
import { JobFolder } from './job-folder.fixture.ts'

const failure = async (folder: JobFolder, name = 'job.ts'): Promise<TapError> => {
  const error: unknown = await folder.load(name).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error as TapError
}

const job = (text: string, more: Readonly<Record<string, string>> = {}): JobFolder =>
  new JobFolder({ 'job.ts': text, ...more })

describe('TAP801', () => {
  it('offers names that are near', async () => {
    const folder = new JobFolder({ 'streamingexample.ts': '', 'words.ts': '', 'words.txt': '' })
    const { code, text } = await failure(folder, 'streamingexmple.ts')
    expect(code).toBe('TAP801')
    expect(text.what).toContain('streamingexmple.ts cannot be run: there is no such file')
    expect(text.seen?.[0]).toContain('streamingexample.ts')
    expect(text.seen?.[0]).not.toContain('words')
    expect((await failure(folder, 'words')).text.seen?.[0]).toMatch(/words\.ts$/)
    expect((await failure(folder, 'streamingexample.py')).text.fix).toMatch(
      /^tap run ".*streamingexample\.ts"$/,
    )
    expect((await failure(folder, 'nothing/like/it.ts')).text.seen).toBeUndefined()
  })

  it('says what is there instead', async () => {
    const folder = new JobFolder({ 'lab/job.ts': '', 'data.csv': '' })
    expect((await failure(folder, 'lab')).text.what).toContain('it is a folder')
    expect((await failure(folder, 'data.csv')).text.what).toContain('not a TypeScript')
  })
})

describe('TAP802', () => {
  it('has the place and the frame, counted in characters', async () => {
    const folder = job(`const a = 1\nconst é = 'ü', b = (a\nconsole.log(b)\n`)
    const { code, text } = await failure(folder)
    expect(code).toBe('TAP802')
    expect(text.what).toContain('job.ts has a syntax error: Expected ")" but found "console"')
    expect(text.at).toEqual([['at', { file: folder.file('job.ts'), line: 3, column: 1 }]])
    expect(text.seen).toEqual([
      `  1 | const a = 1`,
      `  2 | const é = 'ü', b = (a`,
      '> 3 | console.log(b)',
      '    | ^',
      '  4 |',
    ])
    const wide = await failure(job(`const é = 'üü' 1`))
    expect(wide.text.at?.[0]?.[1]).toMatchObject({ line: 1, column: 16 })
  })

  it('is told of an imported module, under its own name', async () => {
    const folder = job(`import './lib/x.ts'`, { 'lib/x.ts': 'let let = 1' })
    const { text } = await failure(folder)
    expect(text.what).toContain('x.ts has a syntax error')
    expect(text.at?.[0]?.[1]?.file).toBe(folder.file('lib/x.ts'))
  })
})

describe('TAP803', () => {
  it('shows the text of this compilation, not of one before', async () => {
    const folder = job(`export const fail = () => { throw new Error('x') }`)
    const { entry } = await folder.load('job.ts')
    expect(codeFrame({ file: entry, line: 2, column: 1 })).toContain('fail')
    folder.write('job.ts', `import { x } from 'gone'\nx()`)
    const [, site] = (await failure(folder)).text.at![0]!
    expect(codeFrame(site!)).toContain(`import { x } from 'gone'`)
  })

  it('tells how to install a package, where it is imported', async () => {
    const folder = job(`import type { A } from 'gone'\nimport { x } from '@scope/name/part'\nx()`)
    const { code, text } = await failure(folder)
    expect(code).toBe('TAP803')
    expect(text).toMatchObject({
      what: "The package '@scope/name' cannot be found.",
      at: [['imported at', { file: folder.file('job.ts'), line: 2, column: 19 }]],
      cause: `It was looked for from ${folder.path}.`,
      fix: 'npm install @scope/name',
    })
  })

  it('does not ask to install what is installed', async () => {
    const folder = job(`import { x } from 'pkg/part'\nx()`, {
      'node_modules/pkg/package.json': '{ "exports": { ".": "./index.js" } }',
      'node_modules/pkg/index.js': '',
    })
    const { text } = await failure(folder)
    expect(text.cause).toContain('"./part" is not exported')
    expect(text.fix).toBeUndefined()
  })

  it('offers files that are near', async () => {
    const folder = job(`import { x } from './lib/utl.ts'\nx()`, { 'lib/util.ts': '' })
    expect((await failure(folder)).text).toMatchObject({
      what: "The import './lib/utl.ts' leads to no file.",
      fix: "write './lib/util.ts'",
    })
  })

  it('knows the parts of tapstream, and the kinds of files', async () => {
    const part = await failure(job(`import { x } from 'tapstream/testin'\nx()`))
    expect(part.text).toMatchObject({
      what: "'tapstream/testin' is no part of tapstream.",
      fix: "write 'tapstream/testing'",
    })
    const kind = await failure(job(`import x from './x.txt'\nx()`, { 'x.txt': '' }))
    expect(kind.text.what).toContain('kind of file')
    expect(kind.text.at?.[0]?.[1]).toMatchObject({ line: 1, column: 15 })
  })

  it('is not raised for what may fail', async () => {
    const folder = job(`
      try { require('nothing-here') } catch { }
      export const missing = await import('./nowhere.ts').catch(() => true)
    `)
    expect((await folder.load('job.ts')).namespace).toMatchObject({ missing: true })
  })
})
