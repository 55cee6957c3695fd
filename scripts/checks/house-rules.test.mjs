import { expect, it } from 'vitest'
import { breachesOf } from './house-rules.mjs'
import { sourceFileOf } from './sources.mjs'

const rules = (path, text) =>
  breachesOf(sourceFileOf(path, text)).map(({ line, rule }) => `${line} ${rule}`)

it('keeps time in the clock', () => {
  const text = 'const a = 1\nconst b = Date.now()\nsetTimeout(f, 1)'
  expect(rules('src/io/x.ts', text)).toEqual([
    '2 Date.now: time comes from src/core/clock.ts',
    '3 setTimeout(: time comes from src/core/clock.ts',
  ])
  expect(rules('src/core/clock.ts', text)).toEqual([])
  expect(rules('src/cli/nc/x.ts', text)).toEqual([])
  expect(rules('src/io/x.test.ts', text)).toEqual([])
})

it('does not mind words in comments and strings', () => {
  expect(rules('src/io/x.ts', '// Date.now()\n/* setTimeout( */ const a = "new Function"')).toEqual(
    [],
  )
})

it('keeps code text and threads in their places', () => {
  expect(rules('src/rdd/x.ts', 'new Function(a)')).toHaveLength(1)
  expect(rules('src/exec/compile/x.ts', 'vm.compileFunction(a)')).toEqual([])
  expect(rules('src/exec/x.ts', "import { Worker } from 'node:worker_threads'")).toHaveLength(1)
  expect(
    rules('src/exec/runners/threads/x.ts', "import { Worker } from 'node:worker_threads'"),
  ).toEqual([])
})

it('counts lines without comments that have an example, and exempts façades', () => {
  const long = 'a\n'.repeat(401)
  expect(rules('src/rdd/x.ts', long)).toEqual(['401 401 lines; a file has at most 400'])
  expect(rules('src/rdd/api/x.ts', long)).toEqual([])
  expect(rules('src/rdd/x.ts', 'a\n'.repeat(400))).toEqual([])
  const [manual, comment] = ['/**\n * a\n *\n * @example\n * b\n */\n', '/**\n * a\n */\n']
  expect(rules('src/rdd/x.ts', manual + 'a\n'.repeat(400))).toEqual([])
  expect(rules('src/rdd/x.ts', comment + manual + 'a\n'.repeat(397))).toEqual([])
  expect(rules('src/rdd/x.ts', comment + manual + 'a\n'.repeat(398))).toHaveLength(1)
})

it('refuses default exports and unfinished work', () => {
  expect(rules('src/rdd/x.ts', 'export default 1')).toHaveLength(1)
  expect(rules('src/rdd/x.ts', ['// TO', 'DO later'].join(''))).toHaveLength(1)
})
