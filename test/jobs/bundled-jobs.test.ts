import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { testFolder } from '../cli/lib/folder.ts'
import { block } from '../cli/lib/pprint.ts'
import { serveOnce } from '../cli/lib/server.ts'
import { MANUAL, ROOT, startTap, TAP, tap, tapEnvironment } from '../cli/lib/tap.ts'
import { startProcess } from '../cli/lib/watched-process.ts'
import { LOG, LOG_STDOUT, SOCKET_JOBS, TEXT } from './expected.ts'

const SPELLINGS = [
  ['its name', (job: string) => job],
  ['its name with .ts', (job: string) => `${job}.ts`],
  [`the course's .py name`, (job: string) => `${job}.py`],
  ['its path', (job: string) => join(ROOT, 'jobs', `${job}.ts`)],
] as const

describe.each(SOCKET_JOBS)('$job', ({ job, stdout }) => {
  test.each(SPELLINGS)('prints its whole block when run by %s', async (_, spell) => {
    const port = await serveOnce(TEXT)
    const words = ['run', spell(job), '127.0.0.1', String(port), ...MANUAL]
    const { code, out, err } = await tap(words, { cwd: testFolder() })
    expect(out).toBe(stdout)
    expect([code, err]).toEqual([0, expect.stringContaining(`127.0.0.1:${port}`)])
    // The end of the input is what is waited for here, and no trouble.
    expect(err).not.toMatch(/TAP204|come back/)
  })

  it('prints what there is when nothing comes', async () => {
    const port = await serveOnce('')
    const words = ['run', job, '127.0.0.1', String(port), ...MANUAL]
    const { code, out } = await tap(words, { cwd: testFolder() })
    const seeded = job.startsWith('stateful') ? [`('hello', 1)`, `('world', 1)`] : []
    // Without a record no window is due.
    const whole = job.endsWith('window') ? '' : block(1, seeded)
    expect({ code, out }).toEqual({ code: 0, out: whole })
  })
})

/** Makes the process believe that it started a minute ago: what is there already counts as written since. */
const LATE_CLOCK = 'const now = Date.now; Date.now = () => now() - 60_000'

describe('streamingloglinux', () => {
  test.each(SPELLINGS)('prints the lines of new files when run by %s', async (_, spell) => {
    const folder = testFolder({
      'late.mjs': LATE_CLOCK,
      'in #1/new é': LOG,
      'in #1/.new': 'hidden',
    })
    const late = ['--import', pathToFileURL(join(folder, 'late.mjs')).href]
    const words = [...late, TAP, 'run', spell('streamingloglinux'), 'in #1', ...MANUAL]
    const job = startProcess(process.execPath, words, { cwd: folder, env: tapEnvironment })
    expect(await job.ended).toMatchObject({ code: 0, out: LOG_STDOUT })
  })

  it('leaves alone what was there before', async () => {
    const cwd = testFolder({ 'in #1/old': 'not read' })
    const { code, out } = await tap(['run', 'streamingloglinux', 'in #1', ...MANUAL], { cwd })
    expect({ code, out }).toEqual({ code: 0, out: block(1, []) + block(2, []) })
  })

  it('watches ./tapvolume, which it makes, when no folder is named', async () => {
    const cwd = testFolder()
    const job = startTap(['run', 'streamingloglinux', '--until-end'], { cwd, seconds: 12 })
    await job.said(/Watching .*tapvolume/)
    writeFileSync(join(cwd, 'tapvolume', 'first'), 'one\ntwo\n')
    await job.printed(/^one\ntwo\n/m)
    writeFileSync(join(cwd, 'tapvolume', 'second'), 'three')
    await job.printed(/^three\n/m)
    const { code, out } = await job.ended
    const content = out.split('\n').filter((line) => !/^(-+|Time: .*|)$/.test(line))
    expect([code, content]).toEqual([0, ['one', 'two', 'three']])
    expect(out).toMatch(/^(-{43}\nTime: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n-{43}\n(\w+\n)*\n)+$/)
  })
})

it('a path that exists wins over the name of a bundled job', async () => {
  const cwd = testFolder({ streamingexample: '', 'streamingexample.ts': `console.log('mine')` })
  const { code, out, err } = await tap(['run', 'streamingexample.ts'], { cwd })
  expect({ code, out, err }).toEqual({ code: 0, out: 'mine\n', err: '' })
})
