import { describe, expect, it, test } from 'vitest'
import { testFolder } from './lib/folder.ts'
import { jobText } from './lib/job-text.ts'
import { block } from './lib/pprint.ts'
import { freePort } from './lib/server.ts'
import { MANUAL, startTap, tap } from './lib/tap.ts'

const ONE_WORD = jobText(`ssc.queueStream([['a']]).map(word => [word, 1]).pprint()`)
const FOR_EVER = jobText(`ssc.queueStream([]).pprint()`, { interval: 0.05 })

const run = (job: string, ...words: readonly string[]) =>
  tap(['run', ...words], { cwd: testFolder({ 'job.ts': job }) })

describe('--master', () => {
  const partitions = `import { SparkContext } from 'tapstream'
const sc = new SparkContext()
console.log(sc.master, sc.parallelize([1, 2, 3, 4, 5, 6]).getNumPartitions())
`
  it('decides where the job runs', async () => {
    const { code, out } = await run(partitions, 'job.ts', '--master', 'local[3]')
    expect({ code, out }).toEqual({ code: 0, out: 'local[3] 3\n' })
  })

  it('that is none ends with 2', async () => {
    const { code, out, err } = await run(partitions, 'job.ts', '--master', 'lokal[3]')
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^TAP\d+ .*lokal\[3\]/)
    expect(err).not.toMatch(/\n +at .*node:/)
  })
})

describe('--conf', () => {
  it('sets what the job does not', async () => {
    const { out } = await run(
      `import { SparkContext } from 'tapstream'
console.log(new SparkContext().parallelize([1]).getNumPartitions())`,
      'job.ts',
      '--conf',
      'spark.default.parallelism=7',
    )
    expect(out).toBe('7\n')
  })

  it('with a name that means nothing here is accepted, and named once', async () => {
    const ended = await run(ONE_WORD, 'job.ts', ...MANUAL, '--conf', 'spark.executor.memory=2g')
    expect(ended).toMatchObject({ code: 0, out: block(1, [`('a', 1)`]) })
    expect(ended.err.match(/spark\.executor\.memory/g)).toHaveLength(1)
    expect(ended.err).toMatch(/no effect with local/)
  })

  it('in the job with such a name is named once, too', async () => {
    const job = `import { SparkConf, SparkContext } from 'tapstream'
const conf = new SparkConf().setMaster('local').setAppName('x').set('spark.executor.memory', '2g')
conf.set('spark.executor.memory', '3g')
new SparkContext(conf)
`
    const { code, err } = await run(job, 'job.ts')
    expect([code, err.match(/spark\.executor\.memory/g)?.length]).toEqual([0, 1])
  })

  test.each([
    ['spark.streaming.blockIntervall', 'spark.streaming.blockInterval'],
    ['spark.streaming.blockinterval', 'spark.streaming.blockInterval'],
    ['spark.tap.receiver.maxBufered', 'spark.tap.receiver.maxBuffered'],
  ])('refuses %s and offers %s', async (wrong, right) => {
    const { code, out, err } = await run(ONE_WORD, 'job.ts', '--conf', `${wrong}=1`)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^TAP702 /)
    expect(err).toContain(`Fix: write ${right}`)
  })

  it('refused in the job names the line', async () => {
    const job = `import { SparkConf } from 'tapstream'
new SparkConf().set('spark.streaming.blockIntervall', '1s')
`
    const { code, err } = await run(job, 'job.ts')
    expect([code, err]).toEqual([2, expect.stringMatching(/^TAP702 /)])
    expect(err).toMatch(/job\.ts:2:17/)
  })

  it('needs a name and a value', async () => {
    const { code, err } = await run(ONE_WORD, 'job.ts', '--conf', 'spark.streaming.clock')
    expect([code, err]).toEqual([2, expect.stringMatching(/^TAP109 .*name=value/)])
  })

  it('needs a value that fits', async () => {
    const { code, out, err } = await run(
      ONE_WORD,
      'job.ts',
      '--conf',
      'spark.streaming.blockInterval=fast',
    )
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^TAP703 .*"fast"/)])
  })

  it('streaming.clock takes manual only', async () => {
    const { code, err } = await run(ONE_WORD, 'job.ts', '--conf', 'spark.streaming.clock=manuel')
    expect([code, err]).toEqual([2, expect.stringMatching(/^TAP703 .*"manuel"/)])
  })
})

describe('where a run ends', () => {
  it('--batches: after so many', async () => {
    const { code, out } = await run(FOR_EVER, '--batches', '3', 'job.ts')
    expect([code, out.match(/^Time: /gm)?.length]).toEqual([0, 3])
  })

  it('--batches on the manual clock', async () => {
    const job = jobText(`ssc.queueStream([['a'], ['b'], ['c']]).pprint()`)
    const { code, out } = await run(job, 'job.ts', '--batches=2', ...MANUAL)
    expect({ code, out }).toEqual({ code: 0, out: block(1, ['a']) + block(2, ['b']) })
  })

  test.each(['0', '-1', '1.5', 'two', ''])('--batches %j is refused', async (n) => {
    const { code, out, err } = await run(ONE_WORD, `--batches=${n}`, 'job.ts')
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^TAP109 .*--batches/)])
  })

  test.each(['1s', '900ms', '1'])('--for %s: after so long', async (time) => {
    const { code, out, err } = await run(FOR_EVER, '--for', time, 'job.ts')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^-{43}\nTime/)
  })

  it('--for of no length of time is refused', async () => {
    const { code, err } = await run(FOR_EVER, '--for', 'long', 'job.ts')
    expect([code, err]).toEqual([2, expect.stringMatching(/^TAP405 .*--for/)])
  })

  it('--until-end: when a queue is empty', async () => {
    const job = jobText(`ssc.queueStream([['a'], ['b']]).pprint()`, { interval: 0.1 })
    const { code, out } = await run(job, 'job.ts', '--until-end')
    expect([code, out.match(/^Time: /gm)?.length]).toEqual([0, 2])
  })

  it('--until-end: when stdin is at its end', async () => {
    const job = jobText(`ssc.stdinTextStream().pprint()`, { interval: 0.1 })
    const cwd = testFolder({ 'job.ts': job })
    const started = startTap(['run', 'job.ts', '--until-end'], { cwd, input: { keep: true } })
    started.write('one\n')
    await started.printed(/^one$/m)
    started.write('two\nthree')
    started.closeInput()
    const { code, out } = await started.ended
    expect([code, out.match(/^(one|two|three)$/gm)]).toEqual([0, ['one', 'two', 'three']])
  })

  it('--until-end: one slide later for a slower window', async () => {
    const job = jobText(
      `const numbers = ssc.queueStream([[1], [2], [3]])
numbers.pprint()
numbers.window(0.4, 0.2).pprint()`,
      { interval: 0.1 },
    )
    const { code, out } = await run(job, 'job.ts', '--until-end')
    expect(code).toBe(0)
    expect(out.split('\n\n').at(-2)).toMatch(/\n1\n2\n3$|\n2\n3$/)
  })

  it('--for before --until-end is reached: 1, in one sentence', async () => {
    const port = await freePort()
    const words = ['streamingexample', 'localhost', String(port), '--until-end', '--for', '600ms']
    const { code, err } = await tap(['run', ...words], { cwd: testFolder() })
    const said = err.split('\n').filter((line) => line.includes('--until-end'))
    expect([code, said]).toEqual([1, [expect.stringMatching(/^[^.]*--for[^.]*\.$|^.*--for.*\.$/)]])
  })

  it('--until-end reached before --for: 0', async () => {
    const job = jobText(`ssc.queueStream([['a']]).pprint()`, { interval: 0.1 })
    const { code, err } = await run(job, 'job.ts', '--until-end', '--for', '30s')
    expect([code, err]).toEqual([0, ''])
  })
})

describe('what is said', () => {
  const words = [...MANUAL, '--conf', 'spark.executor.memory=2g', 'job.ts']

  it('--explain: the stages, with their code and the lines of the job, on stderr; the job runs', async () => {
    const { code, out, err } = await run(ONE_WORD, '--explain', ...words)
    expect({ code, out }).toEqual({ code: 0, out: block(1, [`('a', 1)`]) })
    expect(err).toMatch(/job\.ts:5/)
    expect(err).toMatch(/map/)
    expect(err).toMatch(/while\(|for\(/)
  })

  it('--check-laws: a function that cannot be regrouped, once and with its line; the job goes on', async () => {
    const job = jobText(
      `ssc.queueStream([[5, 3, 2], [9, 8, 7]]).reduce((a, b) => (a + b) / 2).pprint()`,
    )
    const { code, out, err } = await run(job, '--check-laws', ...MANUAL, 'job.ts')
    expect([code, out]).toEqual([0, block(1, ['3.75']) + block(2, ['8.25'])])
    expect(err).toMatch(/^TAP403 .* given to reduce is not associative/)
    expect(err.match(/TAP403/g)).toHaveLength(1)
    expect(err).toMatch(/ at job\.ts:5:\d+\n/)
    expect(err).toContain('reduce(reduce(3, 2), 2) = 2.25     reduce(3, reduce(2, 2)) = 2.5')
    expect(await run(job, ...MANUAL, 'job.ts')).toMatchObject({ code: 0, out, err: '' })
  })

  it('--quiet: nothing but errors', async () => {
    const { code, out, err } = await run(ONE_WORD, '--quiet', ...words)
    expect({ code, out, err }).toEqual({ code: 0, out: block(1, [`('a', 1)`]), err: '' })
    const failed = await run(jobText(''), '-q', 'job.ts')
    expect([failed.code, failed.err]).toEqual([2, expect.stringMatching(/^TAP101/)])
  })

  it('--verbose: the batches, and stacks of errors', async () => {
    const { err, out } = await run(ONE_WORD, '--verbose', ...words)
    expect(err).toMatch(/Batch 1970-01-01 00:00:01: /)
    expect(out).toBe(block(1, [`('a', 1)`]))
    const failed = await run(jobText(''), '-v', 'job.ts')
    expect(failed.err).toMatch(/^ +at /m)
  })

  it.each([
    ['OFF', false, false],
    ['ERROR', false, false],
    ['WARN', false, false],
    ['INFO', true, false],
    ['DEBUG', true, true],
  ])(
    'setLogLevel(%s) in the job decides: notices %s, batches %s',
    async (level, notices, batches) => {
      const job = jobText(`sc.setLogLevel('${level}')
ssc.queueStream([['']]).map(word => [word, 1]).pprint()`)
      for (const flag of [[], ['--quiet'], ['--verbose']]) {
        const { code, out, err } = await run(job, ...flag, ...MANUAL, 'job.ts')
        expect({ code, out }).toEqual({ code: 0, out: block(1, [`('', 1)`]) })
        expect([/empty/.test(err), /Batch 1970/.test(err)]).toEqual([notices, batches])
      }
    },
  )

  it('setLogLevel with a level that Spark does not know ends with 2', async () => {
    const job = jobText(`sc.setLogLevel('LOUD')\nssc.queueStream([[1]]).pprint()`)
    const { code, err } = await run(job, ...MANUAL, 'job.ts')
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^TAP109 .*setLogLevel.*ERROR[^]*job\.ts:5/),
    ])
  })
})

describe('not yet', () => {
  test.each([['--ui'], ['--ui=4040'], ['--watch']])('%s %s ends with 2', async (...option) => {
    const { code, out, err } = await run(ONE_WORD, 'job.ts', ...MANUAL, ...option)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^TAP107 .*not yet/)
  })
})

describe('words of the job', () => {
  const SHOW = `import { args } from 'tapstream'
console.log(JSON.stringify({ args, argv: process.argv.slice(2), file: process.argv[1] }))
`
  const shown = async (...words: readonly string[]) => {
    const { code, out, err } = await run(SHOW, ...words)
    expect(code).toBe(0)
    return { ...(JSON.parse(out) as { args: object; argv: string[]; file: string }), err }
  }

  it('reach it as args and as process.argv', async () => {
    const { args, argv, file, err } = await shown('job.ts', 'host', '9999', '--limit', '3', '-x')
    expect(args).toEqual({ _: ['host', 9999], limit: 3, x: true })
    expect(argv).toEqual(['host', '9999', '--limit', '3', '-x'])
    expect(file).toMatch(/job\.ts$/)
    expect(err).toBe('')
  })

  it('stand among options of tap, which they do not see', async () => {
    const words = [
      '--quiet',
      'job.ts',
      'one',
      '--master',
      'local[2]',
      '--mine',
      '--batches=3',
      'two',
    ]
    expect((await shown(...words)).argv).toEqual(['one', '--mine', 'two'])
  })

  it('are all that stands behind --', async () => {
    const words = ['job.ts', 'one', '--', '--master', 'x', '--batches', '--', 'two']
    const { argv, err } = await shown(...words)
    expect([argv, err]).toEqual([['one', '--master', 'x', '--batches', '--', 'two'], ''])
  })

  it('that look like an option of tap draw a warning', async () => {
    const { argv, err } = await shown('job.ts', '--batchs', '3')
    expect(argv).toEqual(['--batchs', '3'])
    expect(err).toMatch(/--batchs goes to the job.*--batches/)
  })

  it('that stand before its name are refused, with the nearest option', async () => {
    const { code, out, err } = await run(SHOW, '--batchs', '3', 'job.ts')
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^TAP704 .*--batchs[^]*--batches/)
  })
})

describe('jobs of other kinds', () => {
  it('a job without a context is a plain script', async () => {
    const job = `setTimeout(() => console.log('later'), 30)
console.log('now')
console.error('aside')
`
    expect(await run(job, 'job.ts')).toMatchObject({ code: 0, out: 'now\nlater\n', err: 'aside\n' })
  })

  it('a plain script chooses its own exit code', async () => {
    expect(await run('process.exitCode = 7', 'job.ts')).toMatchObject({ code: 7 })
    expect(await run(`console.log('x'); process.exit(8)`, 'job.ts')).toMatchObject({ code: 8 })
  })

  it('a job may stop its context and go on', async () => {
    const job = `import { SparkContext, StreamingContext } from 'tapstream'
const sc = new SparkContext('local', 'Twice')
for (const word of ['first', 'second']) {
  const ssc = new StreamingContext(sc, 0.1)
  ssc.queueStream([[word]]).foreachRDD(async rdd => {
    for (const element of await rdd.collect()) console.log(element)
    await ssc.stop({ stopSparkContext: false })
  })
  ssc.start()
  await ssc.awaitTermination()
}
await sc.stop()
console.log('done')
`
    expect(await run(job, 'job.ts')).toMatchObject({
      code: 0,
      out: 'first\nsecond\ndone\n',
      err: '',
    })
  })

  it('a top-level await that never settles does not end with 13', async () => {
    const job = `import { SparkContext, StreamingContext } from 'tapstream'
const ssc = new StreamingContext(new SparkContext('local', 'Hang'), 0.05)
ssc.queueStream([['a']]).pprint()
ssc.start()
await new Promise(() => {})
`
    expect(await run(job, 'job.ts', '--batches', '2')).toMatchObject({ code: 0, err: '' })
    const script = await run('await new Promise(() => {})', 'job.ts')
    expect(script).toMatchObject({ code: 0, err: '' })
  })
})
