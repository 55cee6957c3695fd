import { describe, expect, it, test } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from './lib/folder.ts'
import { takenPort } from './lib/server.ts'
import { ROOT, startTap, tap } from './lib/tap.ts'
import { sumOfCounts } from './lib/pprint.ts'

const run = (...words: readonly string[]) => tap(words, { cwd: testFolder() })

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string
}

describe('tap', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists the commands on stdout', async (word) => {
    const { code, out, err } = await run(word)
    expect([code, err]).toEqual([0, ''])
    for (const command of ['run', 'nc', 'demo', 'jobs', 'explain']) {
      expect(out).toMatch(new RegExp(`^ +${command}\\b`, 'm'))
    }
  })

  it('run --help lists the options', async () => {
    const { code, out } = await run('run', '--help')
    expect(code).toBe(0)
    for (const option of [
      '--master',
      '--conf',
      '--batches',
      '--for',
      '--until-end',
      '--explain',
      '--check-laws',
    ]) {
      expect(out).toContain(option)
    }
  })

  it('--version is that of the package', async () => {
    expect(await run('--version')).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
  })

  it('without a command ends with 2', async () => {
    const { code, out, err } = await run()
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/run/)
  })

  it('with an unknown command ends with 2, with the nearest', async () => {
    const { code, out, err } = await run('rnu', 'job.ts')
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/rnu[^]*run/)
  })

  test.each([[['run']], [['nc']], [['nc', '9999', '--lop']], [['jobs', 'extra']]])(
    '%j is a mistake of usage',
    async (words) => {
      const { code, out, err } = await run(...words)
      expect([code, out]).toEqual([2, ''])
      expect(err).not.toBe('')
    },
  )
})

it('tap jobs lists the jobs with what they do', async () => {
  const { code, out, err } = await run('jobs')
  expect([code, err]).toEqual([0, ''])
  const lines = out.trimEnd().split('\n')
  expect(lines.map((line) => /^(\w+\.ts) {2,}\w.*\.$/.exec(line)?.[1])).toEqual(
    readdirSync(join(ROOT, 'jobs')).filter((name) => name.endsWith('.ts')),
  )
  expect(lines.length).toBeGreaterThan(8)
})

describe('tap explain', () => {
  test.each(['TAP501', 'tap501', '501'])('%s', async (code) => {
    const ended = await run('explain', code)
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toMatch(/^TAP501/)
    expect(ended.out).toContain('awaitTermination()')
  })

  it('without a code lists all', async () => {
    const { code, out } = await run('explain')
    expect([code, out]).toEqual([0, expect.stringMatching(/^TAP101 {2}\w[^]*^TAP803 {2}\w/m)])
  })

  it('of an unknown code ends with 2', async () => {
    const { code, out, err } = await run('explain', 'TAP999')
    expect([code, out, err]).toEqual([2, '', expect.stringContaining('TAP999')])
  })
})

describe('tap nc', () => {
  it('says who has the port, or that it is taken: 3', async () => {
    const port = await takenPort()
    const { code, out, err } = await run('nc', String(port))
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(new RegExp(`^TAP205 {2}Port ${port} of 127\\.0\\.0\\.1 is already used by`))
    expect(err).toMatch(/^ +Fix: /m)
  })

  test.each(['http', '-1', '65536', '99.5'])('%s is not a port: 2', async (port) => {
    const { code, out, err } = await run('nc', '--', port)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^TAP206 {2}The port is a number/)
  })

  it('has no file to send: 3', async () => {
    const { code, err } = await run('nc', '0', '--file', 'no such é.txt')
    expect([code, err]).toEqual([
      3,
      expect.stringMatching(/^TAP207 .*no such é\.txt does not exist/),
    ])
  })

  it('gives a file to every client that is there, and ends', async () => {
    const text = 'one\ntwo\nperché'
    const cwd = testFolder({ 'words é.txt': text })
    const server = startTap(['nc', '0', '--file', 'words é.txt'], { cwd })
    const [, port = ''] = await server.said(/listening on 127\.0\.0\.1:(\d+)/)
    const [first, second] = await Promise.all([received(Number(port)), received(Number(port))])
    expect([first, second]).toEqual(
      [text, text].map((sent) => expect.stringMatching(`^${sent}\n?$`)),
    )
    expect(await server.ended).toMatchObject({ code: 0, out: '' })
  })

  it('is ended by Ctrl-C with 0', async () => {
    const server = startTap(['nc', '0'], { cwd: testFolder(), input: { keep: true } })
    await server.said(/listening/)
    server.kill('SIGINT')
    expect(await server.ended).toMatchObject({ code: 0, signal: null })
  })
})

const received = async (port: number): Promise<string> => {
  const { connect } = await import('node:net')
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  let text = ''
  for await (const chunk of socket) text += chunk
  return text
}

it('tap demo counts words, stops by itself and says how it goes on', async () => {
  const { code, out, err } = await run('demo')
  expect(code).toBe(0)
  expect(sumOfCounts(out).get('hello')).toBe(4)
  expect(out).toMatch(/^-{43}\nTime: /)
  expect(err).toMatch(/tap nc 9999/)
  expect(err).toMatch(/tap run streamingexample/)
})
