import { join } from 'node:path'
import { chmodSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { expectForPeople, failed, partsOf } from './lib/failure.ts'
import { testFolder } from './lib/folder.ts'
import { HEAD, jobText } from './lib/job-text.ts'
import { block } from './lib/pprint.ts'
import { serveOnce } from './lib/server.ts'
import { MANUAL, startTap, tap } from './lib/tap.ts'

const PAIRS = `ssc.queueStream([['a']]).map(word => [word, 1])`

describe('before the job runs', () => {
  it('the job file is missing: 2, with the nearest names', async () => {
    const cwd = testFolder({ 'streming.ts': '', 'other.txt': '' })
    const ended = await tap(['run', 'streaming.ts'], { cwd })
    expectForPeople(ended)
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toMatch(/^TAP801 {2}.*streaming\.ts.*there is no such file/)
    expect(ended.err).toMatch(/Fix: tap run .*streming\.ts/)
    expect(ended.err).not.toContain('other.txt')
  })

  it('the job is almost the name of a bundled one: that is offered', async () => {
    const ended = await tap(['run', 'streamingexmple.py'], { cwd: testFolder() })
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toMatch(/^TAP801 [^]*Fix: tap run streamingexample/)
  })

  it('the job is a folder: 2', async () => {
    const ended = await tap(['run', 'a folder'], { cwd: testFolder({ 'a folder/x': '' }) })
    expectForPeople(ended)
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^TAP801 /) })
  })

  it('a syntax error: 2, with the place and the lines around it', async () => {
    const ended = await failed(`console.log('never')\nconst lines = [1, 2\nlines.pprint(;\n`)
    expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said: 'TAP802' })
    expect(ended.err).toMatch(/at job\.ts:3:\d+/)
    expect(ended.err).toMatch(/^.*> ?3 \| lines\.pprint\(;\n.*\^/m)
  })

  it('an import that leads nowhere: 2, with its place', async () => {
    const ended = await failed(`import { a } from './missing.ts'\nconsole.log(a)\n`)
    expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said: 'TAP803', places: ['1:19'] })
  })

  it('a name that tapstream does not export: 2, with the nearest', async () => {
    const ended = await failed(
      `import { SparkContex } from 'tapstream'\nconsole.log(SparkContex)\n`,
    )
    expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said: 'TAP803' })
    expect(ended.err).toContain('SparkContext')
  })

  it('a job that throws at load: 1, with its place', async () => {
    const ended = await failed(`console.log('before')
const word: string | undefined = process.env.NOT_THERE
console.log(word!.length)
`)
    expect(partsOf(ended)).toMatchObject({ code: 1, out: 'before\n', places: ['3:19'] })
    expect(ended.err).toMatch(/^TypeError: Cannot read properties of undefined/)
  })

  it('a job that throws at load when its batches run already: 1', async () => {
    const job = jobText(`ssc.queueStream([['a']]).pprint()`, { interval: 0.05 })
    const ended = await failed(job.replace(/await.*/, `throw new Error('no more')`))
    expect(partsOf(ended)).toMatchObject({ code: 1, places: [`${HEAD + 3}:7`] })
    expect(ended.err).toMatch(/^Error: no more/)
  })
})

describe('a context that cannot run', () => {
  it('never started: TAP102, 2', async () => {
    const ended = await failed(jobText(`${PAIRS}.pprint()`).replace(/ssc\.start[^]*/, ''))
    expect(partsOf(ended)).toEqual({ code: 2, out: '', said: 'TAP102', places: ['4:13'] })
    expect(ended.err).toContain('1 source and 1 output')
  })

  it('never started, and awaited: TAP102, 2', async () => {
    const ended = await failed(jobText(`${PAIRS}.pprint()`).replace('ssc.start()', ''))
    expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said: 'TAP102' })
  })

  it('without an output: TAP101, 2', async () => {
    const ended = await failed(jobText(`const pairs = ${PAIRS}`))
    expect(partsOf(ended)).toEqual({ code: 2, out: '', said: 'TAP101', places: ['6:5'] })
    expect(ended.err).toMatch(/Streams defined: queueStream \(line 5\), map \(line 5\)/)
  })

  it('given something after the start: TAP103, 2', async () => {
    const job = jobText(`const pairs = ${PAIRS}\npairs.pprint()`)
    const ended = await failed(job.replace('ssc.start()', 'ssc.start()\npairs.count().pprint()'))
    expect(partsOf(ended)).toMatchObject({ code: 2, said: 'TAP103', places: ['8:7', '7:5'] })
  })

  it('a second one: TAP104, 2', async () => {
    const job = jobText(`${PAIRS}.pprint()
ssc.start()
const next = new StreamingContext(sc, 1)
next.queueStream([['b']]).pprint()
next.start()`)
    const ended = await failed(job)
    expect(partsOf(ended)).toMatchObject({ code: 2, said: 'TAP104', places: ['9:6', '6:5'] })
  })

  it('state without a checkpoint directory: TAP105, 2', async () => {
    const ended = await failed(
      jobText(`${PAIRS}
  .updateStateByKey((values: number[], sum: number | undefined) => values.length + (sum ?? 0))
  .pprint()`),
    )
    expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said: 'TAP105', places: ['6:4'] })
  })

  it('a window that is no multiple of the batch: TAP401, 2', async () => {
    const ended = await failed(
      jobText(`${PAIRS}.reduceByKeyAndWindow((a, b) => a + b, null, 20, 10).pprint()`, {
        interval: 15,
      }),
    )
    expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said: 'TAP401' })
    expect(ended.err).toMatch(/reduceByKeyAndWindow at job\.ts:5:49/)
    expect(ended.err).toMatch(/window of 20 s[^]*steps of 15 s/)
    expect(ended.err).toMatch(/set at job\.ts:4:13/)
  })

  test.each([
    ['-1', 'TAP405'],
    ['0', 'TAP405'],
  ])('a batch interval of %s: %s, 2', async (interval, said) => {
    const ended = await failed(jobText('', { interval: Number(interval) }))
    expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said })
  })

  it('no function where one belongs: TAP109, 2', async () => {
    const ended = await failed(
      jobText(`const words: any = ssc.queueStream([['a']])
words.map('upper').pprint()`),
    )
    expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said: 'TAP109', places: ['6:7'] })
  })
})

describe('the world around', () => {
  test.each(['NaN', '0', '70000', '99.5', `'http'`])(
    'the port %s is none: TAP209, 2',
    async (port) => {
      const ended = await failed(
        jobText(`ssc.socketTextStream('localhost', ${port} as any).pprint()`),
      )
      expect(partsOf(ended)).toMatchObject({ code: 2, out: '', said: 'TAP209', places: ['5:5'] })
    },
  )

  it('a word that is no port, given to a bundled job: TAP209, 2', async () => {
    const words = ['run', 'streamingexample', 'localhost', 'http']
    const ended = await tap(words, { cwd: testFolder() })
    expectForPeople(ended)
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/TAP209 /) })
    expect(ended.err).toMatch(/streamingexample\.ts:19:19/)
  })

  it('a host name of the Docker network: waits, and says what to do', async () => {
    const words = ['run', 'streamingexample', 'tapnc', '9999', '--for', '1s']
    const { code, err } = await tap(words, { cwd: testFolder() })
    expect(code).toBe(0)
    expect(err).toMatch(/TAP202 .*"tapnc"/)
    expect(err).toContain('TAP_HOSTS=tapnc=localhost')
  })

  it('a folder that is missing: TAP301, 3, with the nearest', async () => {
    const cwd = testFolder({
      'job.ts': jobText(`ssc.textFileStream('./tapvolum').pprint()`),
      'tapvolume/x': '',
    })
    const ended = await tap(['run', 'job.ts'], { cwd })
    expectForPeople(ended)
    expect(partsOf(ended)).toMatchObject({ code: 3, said: 'TAP301', places: ['5:5'] })
    expect(ended.err).toMatch(/does not exist: .*tapvolum[^]*Did you mean .*tapvolume/)
  })

  it('a folder that is missing, for the bundled job: TAP301, 3', async () => {
    const ended = await tap(['run', 'streamingloglinux', 'no such folder'], { cwd: testFolder() })
    expectForPeople(ended)
    expect(ended).toMatchObject({ code: 3, err: expect.stringMatching(/TAP301 .*no such folder/) })
    expect(ended.err).toMatch(/mkdir/)
  })

  it('a file in place of the folder: TAP301, 3', async () => {
    const cwd = testFolder({
      'job.ts': jobText(`ssc.textFileStream('in #1').pprint()`),
      'in #1': 'x',
    })
    const ended = await tap(['run', 'job.ts'], { cwd })
    expectForPeople(ended)
    expect(partsOf(ended)).toMatchObject({ code: 3, said: 'TAP301', places: ['5:5'] })
    expect(ended.err).toMatch(/is a file, not a folder/)
  })

  /** Root reads everything, and Windows knows no such modes. */
  test.skipIf(process.getuid === undefined || process.getuid() === 0)(
    'a folder that may not be read: TAP301, 3',
    async () => {
      const cwd = testFolder({
        'job.ts': jobText(`ssc.textFileStream('in').pprint()`),
        'in/x': 'x',
      })
      chmodSync(join(cwd, 'in'), 0)
      const ended = await tap(['run', 'job.ts'], { cwd })
      chmodSync(join(cwd, 'in'), 0o700)
      expectForPeople(ended)
      expect(partsOf(ended)).toMatchObject({ code: 3, said: 'TAP301', places: ['5:5'] })
    },
  )

  it('bytes that are not UTF-8 become U+FFFD, and are counted', async () => {
    const bytes = Uint8Array.from([0x61, 0xff, 0x62, 0x0a, 0xc3, 0x28, 0x0a, 0xe2, 0x82])
    const port = await serveOnce(bytes)
    const job = jobText(`ssc.socketTextStream('127.0.0.1', ${port}).pprint()`)
    const cwd = testFolder({ 'job.ts': job })
    const { code, out, err } = await tap(['run', 'job.ts', '-v', ...MANUAL], { cwd })
    expect({ code, out }).toEqual({ code: 0, out: block(1, ['a\uFFFDb', '\uFFFD(', '\uFFFD']) })
    const counted = [...err.matchAll(/^(\d+) characters? w\w+ not UTF-8 and became U\+FFFD/gm)]
    expect(counted.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(3)
  })

  it('a reader that leaves, as head does, ends it quietly with 0', async () => {
    const job = jobText(`ssc.queueStream([]).pprint()`, { interval: 0.05 })
    const started = startTap(['run', 'job.ts'], { cwd: testFolder({ 'job.ts': job }) })
    await started.printed(/^-+\nTime: .*\n-+\n/)
    started.closeOutput()
    expect(await started.ended).toMatchObject({ code: 0, signal: null, err: '' })
  })

  it('a reader that leaves in the middle of a flood, likewise', async () => {
    const job = jobText(
      `ssc.queueStream([Array.from({ length: 200_000 }, (_, i) => i)]).pprint(200_000)`,
      { interval: 0.05 },
    )
    const started = startTap(['run', 'job.ts'], { cwd: testFolder({ 'job.ts': job }) })
    await started.printed(/^-+\nTime: .*\n-+\n/)
    started.closeOutput()
    expect(await started.ended).toMatchObject({ code: 0, signal: null, err: '' })
  })
})
