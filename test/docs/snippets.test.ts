import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolder, remove, testFolder } from '../cli/lib/folder.ts'
import { serveOnce } from '../cli/lib/server.ts'
import { MANUAL, ROOT, tap } from '../cli/lib/tap.ts'
import { fences, mentions } from './fences.ts'

// Every `ts` block of the pages is a whole program with its own imports and passes the type check. One marked `ts run`
// is also run, on the manual clock; a `text` block right behind it is what it prints.

const programs = fences.filter(({ info }) => /^ts\b/.test(info))
const runs = programs.filter(({ info }) => info === 'ts run')

const fileOf = (place: string): string => `${place.replaceAll(/[^\w.-]+/g, '-')}.ts`

/** The testing kit brings its own clock. */
const clockFor = (text: string): readonly string[] =>
  text.includes('tapstream/testing') ? [] : MANUAL

/** The checker's complaints about all programs at once. */
const typeCheck = (folder: string): string => {
  mkdirSync(join(folder, 'jobs'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const { place, text } of programs) writeFileSync(join(folder, 'jobs', fileOf(place)), text)
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(ROOT, 'node_modules/@types')] },
    include: [join(folder, 'jobs'), join(ROOT, 'src/core/node-buffer.d.ts')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout
}

describe('a TypeScript block of the documentation', () => {
  const folder = makeFolder()
  let complaints = ''

  beforeAll(() => {
    complaints = typeCheck(folder)
  }, 60_000)

  afterAll(() => remove(folder))

  it('is found', () => {
    expect(programs.length).toBeGreaterThan(8)
    expect(runs.length).toBeGreaterThan(4)
  })

  it.each(programs)('$place passes the type check', ({ place }) => {
    const own = complaints.split('\n').filter((line) => line.includes(fileOf(place)))
    expect(own).toEqual([])
  })

  it('is checked without another complaint', () => {
    expect(complaints).toBe('')
  })

  it.each(runs)('$place runs, and prints what stands behind it', async ({ text, next }) => {
    const printed = next?.info === 'text' ? next.text : undefined
    const cwd = testFolder({ 'snippet.ts': text })
    const { code, out, err } = await tap(['run', 'snippet.ts', ...clockFor(text)], { cwd })
    expect({ code, err: /TAP\d+.*/.exec(err)?.[0] }).toEqual({ code: 0, err: undefined })
    expect(printed ?? out).toBe(out)
  })
})

describe('README.md', () => {
  it('opens with what the word count prints for the lines typed', async () => {
    const [typed, printed] = fences.filter(({ page }) => page === join(ROOT, 'README.md'))
    const [server, ...lines] = typed!.text.trimEnd().split('\n')
    const [command, ...block] = printed!.text.split('\n')
    expect([server, command]).toEqual(['$ tap nc 9999', '$ tap run streamingexample.ts'])
    const port = await serveOnce(`${lines.join('\n')}\n`)
    const words = ['run', 'streamingexample.ts', '127.0.0.1', String(port), ...MANUAL]
    const { out } = await tap(words, { cwd: testFolder() })
    const timeless = (text: string): string => text.replaceAll(/^Time: .*/gm, 'Time:')
    expect(timeless(out)).toBe(timeless(block.join('\n')))
  })
})

describe('a file that the documentation names', () => {
  it.each(mentions)('$page: $path', ({ path }) => {
    expect(existsSync(join(ROOT, path))).toBe(true)
  })
})
