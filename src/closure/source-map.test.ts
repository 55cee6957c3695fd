import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

import { transformSync } from 'esbuild'
import { describe, expect, it, onTestFinished } from 'vitest'

import { codeFrame, displayPath, frameIn, mapSite, mapStack } from './source-map.ts'

const TEXT = `interface Gone { a: 1 }

const f = (n: number): number =>
\tn + boom(n)
`

const compiled = (sources: (folder: string) => string): { original: string; output: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'tap map #1 50% é '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { code, map } = transformSync(TEXT, { loader: 'ts', sourcemap: 'external' })
  const output = join(folder, 'job.mjs')
  writeFileSync(output, code)
  writeFileSync(
    `${output}.map`,
    JSON.stringify({ ...(JSON.parse(map) as object), sources: [sources(folder)] }),
  )
  return { original: join(folder, 'src', 'job.ts'), output }
}

const byUrl = (folder: string): string => pathToFileURL(join(folder, 'src', 'job.ts')).href

const boom = (output: string) => ({ file: output, line: 1, column: 22 })

describe('mapSite', () => {
  it.each([
    ['a URL', byUrl],
    ['a path beside the map', () => 'src/job.ts'],
  ])('leads to the original named by %s', (_, sources) => {
    const { original, output } = compiled(sources)
    expect(mapSite(boom(output))).toEqual({ file: original, line: 4, column: 6 })
  })

  it('leaves a place alone that has no map, or a broken one', () => {
    const { output } = compiled(byUrl)
    const site = { file: `${output}x`, line: 1, column: 1 }
    expect(mapSite(site)).toBe(site)
    writeFileSync(`${output}.map`, '{')
    expect(mapSite(boom(output))).toEqual(boom(output))
  })
})

describe('codeFrame', () => {
  it('shows the text that was compiled, whatever the file says now', () => {
    const { output } = compiled(byUrl)
    expect(codeFrame(boom(output), { before: 1, after: 1 })).toBe(
      [
        '  3 | const f = (n: number): number =>',
        '> 4 | \tn + boom(n)',
        '    | \t    ^',
        '  5 |',
      ].join('\n'),
    )
  })

  it('numbers lines in one width, and is nothing where there is no such line', () => {
    const text = Array.from({ length: 12 }, (_, index) => `line${index + 1}`).join('\n')
    expect(frameIn(text, { line: 9, column: 5 }, { before: 0, after: 1 })).toBe(
      ['>  9 | line9', '     |     ^', '  10 | line10'].join('\n'),
    )
    expect(frameIn(text, { line: 13, column: 1 })).toBeUndefined()
    expect(codeFrame({ file: '/nowhere/job.ts', line: 1, column: 1 })).toBeUndefined()
  })
})

describe('mapStack', () => {
  it("keeps the user's frames and maps them", () => {
    const { original, output } = compiled(byUrl)
    const error = new Error('boom')
    error.stack = [
      'Error: boom at /not/a/frame.ts:1:2',
      `    at boom (${import.meta.filename.replace('.test.ts', '.ts')}:3:4)`,
      `    at f (${pathToFileURL(output).href}:1:22)`,
      `    at async ${output}:1:22`,
      `    at Array.map (<anonymous>)`,
      `    at ~tapstream (${join(output, '..', '~tapstream.mjs')}:1:1)`,
      `    at tap-stage-3:4:5`,
      `    at new Job (/home/ada/my jobs (2)/job.js:7:8)`,
      '    at node:internal/process/task_queues:95:5',
    ].join('\n')
    const site = { file: original, line: 4, column: 6 }
    expect(mapStack(error)).toEqual([
      { name: 'f', site },
      { name: undefined, site },
      { name: 'new Job', site: { file: '/home/ada/my jobs (2)/job.js', line: 7, column: 8 } },
    ])
  })

  it.each([undefined, null, 'text', { stack: 1 }])('of %j is empty', (thrown) => {
    expect(mapStack(thrown)).toEqual([])
  })
})

it('a path is shown from the working directory when it lies below', () => {
  const root = join(sep, 'home', 'ada')
  expect(displayPath(join(root, 'lab', 'job.ts'), root)).toBe(join('lab', 'job.ts'))
  expect(displayPath(join(root, '..job.ts'), root)).toBe('..job.ts')
  expect(displayPath(join(sep, 'home', 'adam', 'job.ts'), root)).toBe(
    join(sep, 'home', 'adam', 'job.ts'),
  )
  expect(displayPath('[eval]', root)).toBe('[eval]')
})
