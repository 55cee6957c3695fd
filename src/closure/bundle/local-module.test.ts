import { join, sep } from 'node:path'

import { expect, it } from 'vitest'

import { isLocal, loaderOf, packageHome } from './local-module.ts'

const at = (...parts: string[]): string => join(sep, 'home', 'ada', ...parts)

it('a package is what follows the last node_modules', () => {
  const outer = at('node_modules', 'a', 'node_modules', '@b', 'c')
  expect(packageHome(join(outer, 'lib', 'x.js'))).toBe(outer)
  expect(packageHome(at('node_modules', 'a', 'x.js'))).toBe(at('node_modules', 'a'))
  expect(packageHome(at('my_node_modules', 'x.js'))).toBe('')
})

it("local are the importer's neighbours, JSON of anyone, and nothing of the engine", () => {
  const job = at('job.ts')
  const inside = at('node_modules', 'jobs', 'job.ts')
  expect(isLocal(at('lib', 'x.js'), job)).toBe(true)
  expect(isLocal(at('node_modules', 'a', 'x.js'), job)).toBe(false)
  expect(isLocal(at('node_modules', 'a', 'x.json'), job)).toBe(true)
  expect(isLocal(at('node_modules', 'jobs', 'lib', 'x.ts'), inside)).toBe(true)
  expect(isLocal(at('x.css'), job)).toBe(false)
  expect(isLocal(join(import.meta.dirname, 'local-module.ts'), job)).toBe(false)
})

it('the extension tells how to read a file', () => {
  expect(['a.ts', 'a.CTS', 'a.tsx', 'a.mjs', 'a.json', 'a.txt', 'ts'].map(loaderOf)).toEqual([
    'ts',
    'ts',
    'tsx',
    'js',
    'json',
    undefined,
    undefined,
  ])
})
