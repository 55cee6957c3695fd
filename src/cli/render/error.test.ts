import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'

import { Chalk } from 'chalk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { TAP104 } from '../../core/errors/tap104.ts'
import { TAP402 } from '../../core/errors/tap402.ts'
import { TAP501 } from '../../core/errors/tap501.ts'
import { TAP510 } from '../../core/errors/tap510.ts'
import { TAP802 } from '../../core/errors/tap802.ts'
import { exitStatus, renderError, type RenderOptions } from './error.ts'

const plain: RenderOptions = { verbose: false, color: new Chalk({ level: 0 }) }
const verbose: RenderOptions = { ...plain, verbose: true }

let folder = ''
let job = ''

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tap error # 100% è ')))
  job = join(folder, 'wc.ts')
  writeFileSync(job, ['const a = 1', 'words.reduceByKey(add)', 'boom()', ''].join('\n'))
})

afterAll(() => rmSync(folder, { recursive: true }))

const at = (line: number, column: number): { file: string; line: number; column: number } => ({
  file: job,
  line,
  column,
})

/** An error whose stack leads to the job, as if its line 3 had thrown. */
const thrownInJob = (error: Error): Error => {
  error.stack = [
    `${error.name}: ${error.message}`,
    '    at narrow (node:internal/x:1:1)',
    `    at ${new URL(`file://${encodeURI(job).replaceAll('#', '%23')}`).href}:3:1`,
  ].join('\n')
  return error
}

describe('renderError of a TapError', () => {
  it('shows what, where with frames, what was seen, cause and fix, in this order', () => {
    const error = TAP501({
      operator: 'map',
      site: at(2, 7),
      batchTime: '2013-01-01 12:27:10',
      record: '"x"',
      cause: 'TypeError: boom',
      at: at(3, 1),
    })
    expect(renderError(error, plain)).toBe(
      [
        'TAP501  Your function in map failed on a record of batch 2013-01-01 12:27:10.',
        `  at ${job}:3:1`,
        '      2 | words.reduceByKey(add)',
        '    > 3 | boom()',
        '        | ^',
        `  map at ${job}:2:7`,
        '      1 | const a = 1',
        '    > 2 | words.reduceByKey(add)',
        '        |       ^',
        '  First record: "x"',
        '  Cause: TypeError: boom',
        `  Fix: ${error.text.fix}`,
      ].join('\n'),
    )
  })

  it('leaves out places that are not known and files that are not there', () => {
    const first = { file: 'gone.ts', line: 4, column: 2 }
    const text = renderError(TAP104({ reason: 'second', site: undefined, first }), plain)
    expect(text.split('\n').slice(0, 3)).toEqual([
      'TAP104  Two StreamingContexts would be active; one is allowed per process.',
      '  first started at gone.ts:4:2',
      '  Cause: Only one StreamingContext may be started in one process.',
    ])
  })

  it('does not repeat the frame that a syntax error brings along', () => {
    const frame = '> 2 | words.reduceByKey(add)\n    |       ^'
    const error = TAP802({ file: 'wc.ts', problem: 'no', site: at(2, 7), frame })
    expect(renderError(error, plain).match(/> 2 \|/g)).toHaveLength(1)
  })

  it('shows stacks only when verbose, that of the cause too', () => {
    const cause = new TypeError('inside')
    const error = TAP402(TAP402.example, cause)
    expect(renderError(error, plain)).not.toContain('error.test.ts')
    expect(renderError(error, verbose)).toMatch(
      /TapError TAP402[^]*error\.test\.ts[^]*TypeError: inside[^]*error\.test/,
    )
  })

  it('colours the code and the fix', () => {
    const text = renderError(TAP510(TAP510.example), { ...plain, color: new Chalk({ level: 1 }) })
    expect(text).toContain('\u001B[31m\u001B[1mTAP510')
  })
})

describe('renderError of anything else', () => {
  it('shows the first frame of the user, not those of Node', () => {
    expect(renderError(thrownInJob(new TypeError('boom is not a function')), plain)).toBe(
      [
        'TypeError: boom is not a function',
        `  at ${job}:3:1`,
        '      2 | words.reduceByKey(add)',
        '    > 3 | boom()',
        '        | ^',
      ].join('\n'),
    )
  })

  it('names the class of an error that has no name of its own, and hangs further lines', () => {
    class Refused extends Error {}
    expect(renderError(thrownInJob(new Refused('a\nb')), plain)).toMatch(
      /^Refused: a\n {4}b\n {2}at /,
    )
  })

  it('says where the stack is when none of it is the user’s', () => {
    const error = new Error('inside node')
    error.stack = 'Error: inside node\n    at node:net:1:1'
    expect(renderError(error, plain)).toContain('--verbose shows the stack')
    expect(renderError(error, verbose)).toContain('at node:net:1:1')
  })

  it('follows causes', () => {
    const error = thrownInJob(new Error('outer', { cause: new RangeError('inner') }))
    expect(renderError(error, plain)).toContain('\n  Cause: RangeError: inner')
  })

  it('unwraps AggregateError, which has no message of its own', () => {
    const refused = (host: string): Error => thrownInJob(new Error(`refused on ${host}`))
    const error = new AggregateError([refused('::1'), new AggregateError([refused('127.0.0.1')])])
    const text = renderError(error, plain)
    expect(text).toMatch(/^Error: refused on ::1\n/)
    expect(text).toMatch(/^Error: refused on 127\.0\.0\.1$/m)
    expect(text).not.toContain('AggregateError')
    expect(renderError(new AggregateError(Array.from('abcde', refused)), plain)).toMatch(
      /and 2 more errors$/,
    )
    expect(renderError(new AggregateError([]), plain)).toMatch(/^AggregateError/)
  })

  it('shows what is no Error, of this realm or of none', () => {
    expect(renderError('text', plain)).toBe(`Thrown, and not an Error: 'text'`)
    expect(renderError(undefined, plain)).toContain('undefined')
    expect(renderError({ code: 3 }, plain)).toContain('{ code: 3 }')
    expect(renderError(Object.create(null), verbose)).toContain('Thrown')
    const foreign: unknown = runInContext('new RangeError("elsewhere")', createContext({}))
    expect(renderError(foreign, plain)).toContain('RangeError: elsewhere')
  })

  it('never throws', () => {
    const trap = new Proxy(new Error('x'), {
      get() {
        throw new Error('trap')
      },
    })
    expect(renderError(trap, verbose)).toBe('Something was thrown that cannot be shown as text.')
    const loop = new Error('loop')
    loop.cause = loop
    expect(renderError(loop, verbose)).toContain('Error: loop')
  })
})

describe('exitStatus', () => {
  it('is 2 for the program, 1 for the job, 3 for the environment, and 1 for anything else', () => {
    expect(exitStatus(TAP104(TAP104.example))).toBe(2)
    expect(exitStatus(TAP501(TAP501.example))).toBe(1)
    expect(exitStatus(TAP510(TAP510.example))).toBe(3)
    expect([new Error('x'), undefined, 'x'].map(exitStatus)).toEqual([1, 1, 1])
    expect(exitStatus(new AggregateError([TAP510(TAP510.example)]))).toBe(3)
  })
})
