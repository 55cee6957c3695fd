import { describe, expect, it, test } from 'vitest'
import { testFolder } from './lib/folder.ts'
import { jobText } from './lib/job-text.ts'
import { pooled } from './lib/pooled.ts'
import { serveOnce } from './lib/server.ts'
import { startTap } from './lib/tap.ts'
import type { Ended } from './lib/watched-process.ts'

const IS_SOAK = process.env['TAP_SOAK'] === '1'
const RUNS = IS_SOAK ? 300 : 30
/** A run that waits for a processor is no busy job. */
const AT_A_TIME = 2

const SUMMARY =
  /^Stopped by Ctrl-C after \d+ batch(es)? with [\d,]+ records?\.\n(The last batch was .*|No batch was completed\.)\n$/

/** Said when the machine is so slow that the stop takes more than a second. */
const BEHIND = 'Stopping after what was received; press Ctrl-C again to end at once.\n'

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Nearly all of its time in a user's loop, in slices of a few ms. Each batch has a known number of records: what was
 * begun is counted in full.
 */
const SIZE = 3000
const BUSY = jobText(
  `const queue = Array.from({ length: 1000 }, () => Array.from({ length: ${SIZE} }, (_, i) => i))
ssc.queueStream(queue).map(n => {
  for (let i = 0; i < 4000; i++) n = (n * 31 + i) % 1000003
  return n
}).count().foreachRDD(async rdd => {
  const counts = await rdd.collect()
  console.log(\`counted \${counts.reduce((a, b) => a + b, 0)}\`)
})`,
  { interval: 0.05 },
)

const interrupted = async (cwd: string, afterMs: number): Promise<Ended> => {
  const job = startTap(['run', 'job.ts'], { cwd, seconds: 10 })
  await job.printed(/counted/)
  await wait(afterMs)
  job.kill('SIGINT')
  return job.ended
}

/** What is not as it should be. */
const faults = ({ code, signal, out, err }: Ended): string[] => {
  const wrong = out.split('\n').filter((line) => !['', `counted ${SIZE}`].includes(line))
  const said = err.replace(BEHIND, '')
  return [
    ...(code === 0 ? [] : [`ended with ${code ?? signal}`]),
    ...(SUMMARY.test(said) ? [] : [`stderr: ${said}`]),
    ...wrong,
  ]
}

describe('Ctrl-C on a busy healthy job', () => {
  const bound = IS_SOAK ? 900_000 : 90_000

  it(`is graceful every time (${RUNS} runs)`, { timeout: bound }, async () => {
    const cwd = testFolder({ 'job.ts': BUSY })
    // The same moments in every run of the suite.
    const runs = await pooled(RUNS, AT_A_TIME, (i) => interrupted(cwd, (i * 37) % 300))
    expect(runs.map(faults).filter(({ length }) => length > 0)).toEqual([])
  })
})

/** A known number of records, received as a whole before the signal: all of them are in the result. */
const KNOWN = 40_000

const knownJob = (port: number): string =>
  jobText(
    `const received = ssc.socketTextStream('127.0.0.1', ${port})
const worked = received.map(line => {
  let x = Number(line)
  for (let i = 0; i < 3000; i++) x = (x * 31 + i) % 1000003
  return [Number(line) % 2 === 0 ? 'even' : 'odd', 1]
})
worked.reduceByKey((a, b) => a + b).pprint()`,
    { interval: 0.3 },
  )

describe('what was received before Ctrl-C', () => {
  test.each([0, 40, 120, 250, 400])(
    'is counted in full when it comes %i ms after the last byte',
    async (ms) => {
      const text = Array.from({ length: KNOWN }, (_, i) => `${i}\n`).join('')
      const port = await serveOnce(text)
      const cwd = testFolder({ 'job.ts': knownJob(port) })
      const job = startTap(['run', 'job.ts'], { cwd })
      await job.said(/closed the connection after 40,000 lines/)
      await wait(ms)
      job.kill('SIGINT')
      const { code, out, err } = await job.ended
      let [even, odd] = [0, 0]
      for (const [, word, n] of out.matchAll(/^\('(even|odd)', (\d+)\)$/gm)) {
        if (word === 'even') even += Number(n)
        else odd += Number(n)
      }
      expect({ code, even, odd }).toEqual({ code: 0, even: KNOWN / 2, odd: KNOWN / 2 })
      expect(err).toMatch(
        /^Stopped by Ctrl-C after \d+ batch(es)? with 40,000 records\.\nThe last batch was /m,
      )
    },
  )
})

describe('signals', () => {
  const IDLE = jobText(`ssc.queueStream([]).pprint()`, { interval: 0.05 })
  const start = (job: string) => startTap(['run', 'job.ts'], { cwd: testFolder({ 'job.ts': job }) })

  it('Ctrl-C on an idle job ends it with two lines and 0', async () => {
    const job = start(IDLE)
    await job.printed(/Time/)
    job.kill('SIGINT')
    expect(await job.ended).toMatchObject({
      code: 0,
      signal: null,
      err: expect.stringMatching(SUMMARY),
    })
  })

  it('SIGTERM likewise', async () => {
    const job = start(IDLE)
    await job.printed(/Time/)
    job.kill('SIGTERM')
    const { code, err } = await job.ended
    expect([code, err]).toEqual([0, expect.stringMatching(/^Stopped by SIGTERM after .*\n.*\n$/)])
  })

  it('what stands behind awaitTermination is run after Ctrl-C', async () => {
    const job = start(`${IDLE}console.log('after')\n`)
    await job.printed(/Time/)
    job.kill('SIGINT')
    const { code, out } = await job.ended
    expect([code, out.endsWith('after\n')]).toEqual([0, true])
  })

  it('Ctrl-C while the job waits for its server', async () => {
    const job = start(jobText(`ssc.socketTextStream('127.0.0.1', 1).pprint()`, { interval: 0.05 }))
    await job.said(/Nothing is listening/)
    job.kill('SIGINT')
    const { code, err } = await job.ended
    expect([code, err]).toEqual([0, expect.stringMatching(/Stopped by Ctrl-C after/)])
  })

  /** Its output takes for ever: a stop in good order would never end. */
  const SLOW = jobText(
    `ssc.queueStream([['a']]).foreachRDD(async () => {
  console.log('begun')
  await new Promise(resolve => setTimeout(resolve, 60_000))
})`,
    { interval: 0.05 },
  )

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('a second %s ends the process', async (name, status) => {
    const job = start(SLOW)
    await job.printed(/begun/)
    job.kill(name)
    await job.said(/press Ctrl-C again to end at once/)
    job.kill(name)
    const { code, signal } = await job.ended
    // To a shell, death by the signal and the exit status are the same number.
    expect([status, name]).toContain(code ?? signal)
  })

  it('a signal before the context has started ends the process at once', async () => {
    const job = start(`console.log('loading')
await new Promise(resolve => setTimeout(resolve, 60_000))
`)
    await job.printed(/loading/)
    job.kill('SIGINT')
    const { code, signal } = await job.ended
    expect([130, 'SIGINT']).toContain(code ?? signal)
  })

  it('Ctrl-C in the midst of a function that prints loses no line', async () => {
    const cwd = testFolder({
      'job.ts': `${jobText(
        `ssc.queueStream([Array.from({ length: 20_000 }, (_, i) => i)]).map(n => {
  console.log(\`line \${n} of many\`)
  return n
}).count().pprint()`,
        { interval: 0.05 },
      )}console.log('end')\n`,
    })
    const runs = await pooled(10, AT_A_TIME, async (i) => {
      const job = startTap(['run', 'job.ts'], { cwd })
      await job.printed(new RegExp(`line ${i * 400} of many\n`))
      job.kill('SIGINT')
      const { code, out } = await job.ended
      const printed = new Set(out.match(/^line \d+ of many$/gm)).size
      return { code, printed, counted: /^20000$/m.test(out), end: out.endsWith('\nend\n') }
    })
    const whole = { code: 0, printed: 20_000, counted: true, end: true }
    expect(runs).toEqual(runs.map(() => whole))
  }, 60_000)
})
