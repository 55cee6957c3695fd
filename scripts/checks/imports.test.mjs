import { describe, expect, it } from 'vitest'
import { importBreach, importsOf } from './imports.mjs'

const breach = (path, specifier, isTest = false) => {
  const file = { path, layer: path.split('/')[1].replace('.ts', ''), isTest }
  return importBreach(file, { specifier, line: 1 })?.rule
}

describe('the direction of imports', () => {
  it('goes down', () => {
    expect(breach('src/streaming/api/dstream.ts', '../../rdd/api/rdd.ts')).toBeUndefined()
    expect(breach('src/rdd/plan/narrow.ts', './nodes.ts')).toBeUndefined()
    expect(breach('src/cli/main.ts', '../testing/index.ts')).toBeUndefined()
    expect(breach('src/index.ts', './context/spark-context.ts')).toBeUndefined()
  })

  it('never goes up', () => {
    expect(breach('src/rdd/plan/narrow.ts', '../../exec/plan/stages.ts')).toMatch(
      'rdd must not import exec',
    )
    expect(breach('src/core/clock.ts', '../cli/main.ts')).toMatch('core must not import cli')
    expect(breach('src/index.ts', './cli/main.ts')).toMatch('index must not import cli')
  })

  it('shows the testing kit façades only', () => {
    expect(breach('src/testing/run.ts', '../streaming/streaming-context.ts')).toBeUndefined()
    expect(breach('src/testing/run.ts', '../exec/plan/stages.ts')).toMatch(
      'testing must not import exec',
    )
    expect(breach('src/streaming/x.ts', '../testing/index.ts')).toMatch(
      'streaming must not import testing',
    )
  })

  it('keeps optional parts apart and sources inside src/', () => {
    expect(breach('src/kafka/x.ts', '../sql/y.ts')).toMatch('kafka must not import sql')
    expect(breach('src/core/x.ts', '../../package.json')).toMatch('outside src/')
    expect(breach('src/core/x.ts', 'tapstream')).toMatch('for users')
    expect(breach('src/utils/x.ts', './y.ts')).toMatch('no layer')
  })

  it('leaves tests alone', () => {
    expect(breach('src/rdd/x.test.ts', '../context/spark-context.ts', true)).toBeUndefined()
  })
})

describe('finding imports', () => {
  it('sees every form, with its line', () => {
    const code = `import a from './a.ts'
import type { B } from "./b.ts"
import {
  c,
} from './c.ts'
export * from './d.ts'
import './e.ts'
const f = await import('./f.ts')
type G = import('./g.ts').G
export const from = 'x'
`
    const found = importsOf({ code }).map(({ specifier, line }) => `${line} ${specifier}`)
    expect(found).toEqual([
      '1 ./a.ts',
      '2 ./b.ts',
      '3 ./c.ts',
      '6 ./d.ts',
      '7 ./e.ts',
      '8 ./f.ts',
      '9 ./g.ts',
    ])
  })
})
