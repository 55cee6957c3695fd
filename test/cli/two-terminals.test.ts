import { expect, it, test } from 'vitest'
import { testFolder } from './lib/folder.ts'
import { sumOfCounts } from './lib/pprint.ts'
import { freePort } from './lib/server.ts'
import { ROOT, startTap, TAP, tapEnvironment } from './lib/tap.ts'
import { startProcess, type WatchedProcess } from './lib/watched-process.ts'

const nc = (cwd: string, port: number): WatchedProcess =>
  startTap(['nc', String(port)], { cwd, input: { keep: true } })

const count = (cwd: string, port: number): WatchedProcess =>
  startTap(['run', 'streamingexample.ts', 'localhost', String(port)], { cwd })

const CONNECTED = /Connected to localhost:\d+/
const TWICE = /Connected to localhost:\d+[^]*Connected to localhost:\d+/

const terminals = async () => ({ cwd: testFolder(), port: await freePort() })

it('counts what is typed when nc was there first', async () => {
  const { cwd, port } = await terminals()
  const typing = nc(cwd, port)
  await typing.said(new RegExp(`listening on 127.0.0.1:${port}`))
  const job = count(cwd, port)
  await job.said(CONNECTED)
  expect(job.err).not.toContain('Nothing is listening')
  typing.write('hello tap hello\n')
  await job.printed(/^\('hello', 2\)\n\('tap', 1\)$/m)
})

it('counts what is typed when the job was there first, having said what it waits for', async () => {
  const { cwd, port } = await terminals()
  const job = count(cwd, port)
  await job.said(/Nothing is listening on localhost:\d+ yet \(refused on .*127\.0\.0\.1.*\)/)
  await job.said(new RegExp(`Fix: in another terminal: +tap nc ${port}$`, 'm'))
  const typing = nc(cwd, port)
  await job.said(CONNECTED)
  typing.write('hello tap hello\n')
  await job.printed(/^\('hello', 2\)\n\('tap', 1\)$/m)
  expect(job.err.match(/Nothing is listening/g)).toHaveLength(1)
  expect(job.err).not.toMatch(/^ +at .*\(/m)
})

it('names code and place of what it waits for', async () => {
  const { cwd, port } = await terminals()
  const job = count(cwd, port)
  await job.said(/Waiting/)
  expect(job.err).toMatch(/^TAP201 {2}Nothing is listening on localhost/m)
  expect(job.err).toMatch(/at .*streamingexample\.ts:19:19/)
})

it('goes on when nc is restarted', async () => {
  const { cwd, port } = await terminals()
  const first = nc(cwd, port)
  const job = count(cwd, port)
  await job.said(CONNECTED)
  first.write('before before\n')
  await job.printed(/\('before', 2\)/)
  first.kill('SIGINT')
  expect(await first.ended).toMatchObject({ code: 0 })
  await job.said(/closed the connection after 1 line\. Waiting for it to come back/)
  const second = nc(cwd, port)
  await job.said(TWICE)
  second.write('after\n')
  await job.printed(/\('after', 1\)/)
})

it('goes on when the job is restarted', async () => {
  const { cwd, port } = await terminals()
  const typing = nc(cwd, port)
  const first = count(cwd, port)
  await first.said(CONNECTED)
  typing.write('before\n')
  await first.printed(/\('before', 1\)/)
  first.kill('SIGINT')
  expect(await first.ended).toMatchObject({ code: 0 })
  const second = count(cwd, port)
  await second.said(CONNECTED)
  typing.write('after after\n')
  await second.printed(/\('after', 2\)/)
  expect(second.out).not.toContain('before')
})

it('loses nothing after "Connected", although nc ends and comes back', async () => {
  const { cwd, port } = await terminals()
  const job = startTap(['run', 'streamingexample.ts', 'localhost', String(port)], { cwd })
  let lines = 0
  for (const round of [CONNECTED, TWICE]) {
    const typing = nc(cwd, port)
    await job.said(round)
    for (let i = 0; i < 20_000; i++) typing.write(i % 2 === 0 ? 'even x\n' : 'odd\n')
    lines += 10_000
    typing.closeInput()
    expect(await typing.ended).toMatchObject({ code: 0 })
  }
  await job.said(/closed the connection after 40,000 lines|(after 20,000 lines[^]*){2}/)
  job.kill('SIGINT')
  const { code, out } = await job.ended
  const counts = Object.fromEntries(sumOfCounts(out))
  expect({ code, counts }).toEqual({ code: 0, counts: { even: lines, odd: lines, x: lines } })
})

/** The shell lines of the README. On Windows they are typed into a shell that this test does not have. */
const isUnix = process.platform !== 'win32'

const WORDS = 'to be or not that is the question hello world'.split(' ')

const fewWords = (lines: number): string =>
  Array.from({ length: lines }, (_, i) =>
    Array.from({ length: 1 + (i % 6) }, (__, j) => WORDS[(i * 7 + j * j) % WORDS.length]).join(' '),
  ).join('\n')

const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length

const inShell = (line: string, cwd: string, port: number) =>
  startProcess('sh', ['-c', line], {
    cwd,
    env: { ...tapEnvironment, TAP, NODE: process.execPath, PORT: String(port), ROOT },
  })

test.runIf(isUnix).each([
  ['all at once', 20_000, ''],
  ['in several batches', 60, '--rate 30/s'],
])('every word of a piped text is counted, %s', async (_, lines, options) => {
  const text = fewWords(lines)
  const { port } = await terminals()
  const cwd = testFolder({ 'few words.txt': text })
  const line = `cat 'few words.txt' | "$NODE" "$TAP" nc $PORT ${options} &
"$NODE" "$TAP" run streamingexample.ts localhost $PORT --until-end`
  const { code, out } = await inShell(line, cwd, port).ended
  const sum = [...sumOfCounts(out).values()].reduce((a, b) => a + b, 0)
  expect([code, sum]).toEqual([0, wordsIn(text)])
  expect(out.endsWith('\n\n')).toBe(true)
})

test.runIf(isUnix)('the last lines are left by tail', async () => {
  const { port } = await terminals()
  const cwd = testFolder({ 'few-words.txt': 'b a b\nb a' })
  const line = `cat few-words.txt | "$NODE" "$TAP" nc $PORT &
"$NODE" "$TAP" run streamingexample.ts localhost $PORT --until-end | tail -5`
  const { code, out } = await inShell(line, cwd, port).ended
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^Time: .*\n-{43}\n\('b', 3\)\n\('a', 2\)\n\n$/),
  ])
})

test.runIf(isUnix)("the course's scripts and names do the same", async () => {
  const { port } = await terminals()
  const cwd = testFolder({ 'few-words.txt': 'b a b\nb a' })

  const line = `cat few-words.txt | "$ROOT/scripts/sparkNC.sh" $PORT &
"$ROOT/scripts/sparkTap.sh" streamingexample.py localhost $PORT --until-end`
  const { code, out } = await inShell(line, cwd, port).ended
  expect([code, Object.fromEntries(sumOfCounts(out))]).toEqual([0, { b: 3, a: 2 }])
})
