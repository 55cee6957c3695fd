import { createRequire } from 'node:module'
import { sep } from 'node:path'
import { runInThisContext } from 'node:vm'

import { buildSync } from 'esbuild'
import { describe, expect, it } from 'vitest'

import { callSite, isOwnFile, userFile } from './call-site.ts'

const here = import.meta.filename

describe('callSite', () => {
  it('is the first frame outside tapstream, which a test is', () => {
    expect(callSite()).toMatchObject({ file: here, line: expect.any(Number) })
  })

  it('skips the built-in functions between', () => {
    const sites = [1, 2].map(callSite)
    expect(sites[0]?.file).toBe(here)
    expect(sites[0]).toEqual(sites[1])
  })

  it('leaves Error as it was', () => {
    const format = () => 'formatted'
    const { prepareStackTrace, stackTraceLimit } = Error
    Error.prepareStackTrace = format
    Error.stackTraceLimit = 3
    try {
      callSite()
      expect(Error.prepareStackTrace).toBe(format)
      expect(Error.stackTraceLimit).toBe(3)
    } finally {
      Error.prepareStackTrace = prepareStackTrace!
      Error.stackTraceLimit = stackTraceLimit
    }
  })

  it('is told even where the user switched stacks off', () => {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    try {
      expect(callSite()?.file).toBe(here)
    } finally {
      Error.stackTraceLimit = stackTraceLimit
    }
  })
})

describe('own files', () => {
  it('are the sources, without their tests', () => {
    const source = here.replace('.test.ts', '.ts')
    expect([source, here].map(isOwnFile)).toEqual([true, false])
    expect(userFile(new URL(`file://${source}`).href)).toBeUndefined()
    expect(userFile(`${sep}home${sep}ada${sep}src${sep}job.ts`)).toBeDefined()
  })

  it.each(['node:internal/main', 'tap-stage-12', '', null])('%j is nobody’s', (name) => {
    expect(userFile(name)).toBeUndefined()
  })
})

describe('a CommonJS bundle', () => {
  type Bundle = typeof import('./call-site.ts')
  const home = `${sep}opt${sep}my dist #%${sep}tapstream`
  const code = buildSync({
    entryPoints: [here.replace('.test.ts', '.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  }).outputFiles[0]!.text

  const load = (filename: string): Bundle => {
    const module = { exports: {} }
    const source = `(function (module, exports, require) {${code}\n})`
    const run = runInThisContext(source, { filename }) as (...args: unknown[]) => void
    run(module, module.exports, createRequire(here))
    return module.exports as Bundle
  }

  it.each(['cli.cjs', `chunks${sep}cli.cjs`])('knows its own folder in dist: %s', (name) => {
    const bundle = load(`${home}${sep}dist${sep}${name}`)
    expect(bundle.isOwnFile(`${home}${sep}dist${sep}index.js`)).toBe(true)
    expect(bundle.isOwnFile(`${home}${sep}bin${sep}tap.js`)).toBe(true)
    expect(bundle.isOwnFile(`${home}${sep}jobs${sep}streamingexample.ts`)).toBe(false)
    expect(bundle.callSite()?.file).toBe(here)
  })
})
