import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testFolder } from './lib/folder.ts'
import { jobText } from './lib/job-text.ts'
import { MANUAL, startTap, tap } from './lib/tap.ts'

const COUNT = (seconds: string): string =>
  jobText(`const words = ssc.textFileStream('in').flatMap(line => line.split(' '))
words.map(word => [word, 1]).reduceByKeyAndWindow((a, b) => a + b, ${seconds}).pprint()
words.map(word => [word, 1]).updateStateByKey((values, n) => values.length + (n ?? 0)).pprint()`)

/** Gives its text to the first client, and nothing to later ones. */
const serveFirst = async (text: string): Promise<number> => {
  let served = false
  const server: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    if (!served) socket.write(text)
    served = true
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('--checkpoint', () => {
  it('goes on with the states, and says so', async () => {
    const cwd = testFolder({ 'job.ts': COUNT('2') })
    mkdirSync(join(cwd, 'in'))
    const run = () =>
      tap(['run', 'job.ts', '--checkpoint', 'state', ...MANUAL, '--batches', '2'], { cwd })
    expect((await run()).code).toBe(0)
    const { code, err } = await run()
    expect(code).toBe(0)
    expect(err).toMatch(/^Goes on from state, after batch \d/m)
    const shown = await tap(['checkpoint', 'show', 'state'], { cwd })
    expect(shown.code).toBe(0)
    expect(shown.out).toMatch(/^last batch {3}1970-01-01 \d\d:00:04$/m)
    expect(shown.out).toMatch(/^ {2}directory in \(goes on where it was\)$/m)
    expect(shown.out).toMatch(/^ {2}updateStateByKey \(0 keys\)/m)
  })

  it('refuses to run more missed batches than one could wait for, and says how many run first', async () => {
    const cwd = testFolder({ 'job.ts': COUNT('2') })
    mkdirSync(join(cwd, 'in'))
    const run = (...more: string[]) =>
      tap(['run', 'job.ts', '--checkpoint', 'state', '--batches', '1', ...more], { cwd })
    expect((await run(...MANUAL)).code).toBe(0)
    const { code, out, err } = await run()
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^TAP606 {2}[\d,]{10,} batches were missed since the last one in state/m)
    expect((await run('--checkpoint', 'other')).code).toBe(0)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    expect((await run('--checkpoint', 'other')).err).toMatch(
      /The \d+ batches that were missed run first/,
    )
  })

  it('refuses another program, and drops what no longer matches when told to', async () => {
    const cwd = testFolder({ 'job.ts': COUNT('2') })
    mkdirSync(join(cwd, 'in'))
    const run = (...more: string[]) =>
      tap(['run', 'job.ts', '--checkpoint', 'state', ...MANUAL, '--batches', '1', ...more], { cwd })
    expect((await run()).code).toBe(0)
    writeFileSync(join(cwd, 'job.ts'), COUNT('2').replace(/^words.*Window.*\n/m, ''))
    const refused = await run()
    expect([refused.code, refused.out]).toEqual([2, ''])
    expect(refused.err).toMatch(/^TAP602 [^]*gone {4}panes[^]*--accept-changes/m)
    expect((await run('--accept-changes')).code).toBe(0)
    expect((await run()).code).toBe(0)
  })

  it('says with --verbose what is guaranteed, and nothing of it without', async () => {
    const cwd = testFolder({ 'job.ts': COUNT('2') })
    mkdirSync(join(cwd, 'in'))
    const words = ['run', 'job.ts', '--checkpoint', 'state', ...MANUAL, '--batches', '1']
    const lines =
      /^Into states and windows: directory in exactly once\.\nOut: pprint at least once, with the batch time as key\.$/m
    expect((await tap([...words, '--verbose'], { cwd })).err).toMatch(lines)
    expect((await tap(words, { cwd })).err).not.toMatch(/exactly once/)
  })

  it('of a directory without a checkpoint shows nothing: 3', async () => {
    const { code, out, err } = await tap(['checkpoint', 'show', 'nowhere'], { cwd: testFolder() })
    expect([code, out, err]).toEqual([3, '', 'There is no checkpoint in nowhere.\n'])
  })
})

describe('what a socket gave to a batch that was not done', () => {
  const job = (port: number): string =>
    jobText(
      `const lines = ssc.socketTextStream('127.0.0.1', ${port})
lines.foreachRDD(async (rdd, time) => {
  const rows = await rdd.collect()
  if (rows.length === 0) return
  console.log('got', JSON.stringify(rows))
  if (args._[0] === 'hang') await new Promise(resolve => setTimeout(resolve, 60_000))
})`,
      { interval: 0.2, imports: 'args' },
    )

  it.each([
    [true, 'got ["one","two"]\n'],
    [false, ''],
  ])('comes again with the write-ahead log: %s', async (logged, expected) => {
    const port = await serveFirst('one\ntwo\n')
    const cwd = testFolder({ 'job.ts': job(port) })
    const conf = `spark.streaming.receiver.writeAheadLog.enable=${logged}`
    const words = ['run', 'job.ts', '--checkpoint', 'state', '--conf', conf]
    const first = startTap([...words, 'hang'], { cwd })
    await first.printed(/got/)
    first.kill('SIGKILL')
    await first.ended
    const { code, out, err } = await tap([...words, '--for', '1s'], { cwd })
    expect([code, out]).toEqual([0, expected])
    expect(/is lost/.test(err)).toBe(!logged)
  })
})
