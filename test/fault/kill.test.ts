import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { testFolder } from '../cli/lib/folder.ts'
import { jobText } from '../cli/lib/job-text.ts'
import { startTap } from '../cli/lib/tap.ts'

/** How often the process is killed: many times in the long run of the suite. */
const KILLS = process.env['TAP_SOAK'] === undefined ? 6 : 200
const INTERVAL = 100

// A number per line; the sum of all, the numbers of the last five batches, and the lines themselves in files.
const JOB = jobText(
  `const numbers = ssc.textFileStream('in').map(Number)
const pairs = numbers.map(n => [n % 3, n])
numbers.saveAsTextFiles('out/batch')
const sums = pairs.updateStateByKey((values, sum) => values.reduce((a, b) => a + b, sum ?? 0))
const windows = pairs.reduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, 0.5, 0.1)
sums.foreachRDD(async (rdd, time) => {
  console.log('S', time.milliseconds, JSON.stringify((await rdd.collect()).toSorted()))
})
windows.foreachRDD(async (rdd, time) => {
  console.log('W', time.milliseconds, JSON.stringify((await rdd.collect()).toSorted()))
})`,
  { interval: INTERVAL / 1000 },
)

/** What the runs printed: all texts that were printed for a batch, by kind and time. */
const printed = (outs: readonly string[]): Map<string, string[]> => {
  const seen = new Map<string, string[]>()
  for (const out of outs) {
    // The last line of a process that was killed may be half a line.
    for (const [, kind, time, rows] of out.matchAll(/^([SW]) (\d+) (.*)\n/gm)) {
      const key = `${kind} ${time}`
      seen.set(key, [...(seen.get(key) ?? []), rows!])
    }
  }
  return seen
}

const timesOf = (seen: ReadonlyMap<string, unknown>, kind: string): number[] =>
  [...seen.keys()]
    .filter((key) => key.startsWith(kind))
    .map((key) => Number(key.slice(2)))
    .toSorted((a, b) => a - b)

/** The lines of every batch, from its folder of text. */
const saved = (folder: string): Map<number, number[]> => {
  const batches = new Map<number, number[]>()
  for (const name of readdirSync(folder)) {
    const parts = readdirSync(join(folder, name)).filter((part) => part.startsWith('part-'))
    const complete = readdirSync(join(folder, name)).includes('_SUCCESS')
    expect([name, complete]).toEqual([name, true])
    const text = parts.map((part) => readFileSync(join(folder, name, part), 'utf8')).join('')
    batches.set(Number(name.slice('batch-'.length)), text.split('\n').slice(0, -1).map(Number))
  }
  return batches
}

const sumsOf = (numbers: readonly number[]): string => {
  const sums = new Map<number, number>()
  for (const n of numbers) sums.set(n % 3, (sums.get(n % 3) ?? 0) + n)
  return JSON.stringify([...sums].toSorted(([a], [b]) => a - b))
}

describe('a job that is killed again and again', () => {
  it(
    `reads, counts and writes every record once (${KILLS} kills)`,
    { timeout: 60_000 + KILLS * 2_000 },
    async () => {
      const cwd = testFolder({ 'job.ts': JOB })
      for (const name of ['in', 'new']) mkdirSync(join(cwd, name))
      let next = 0
      const writer = { stopped: false }
      const write = async (): Promise<void> => {
        while (!writer.stopped) {
          const lines = Array.from({ length: 1 + (next % 7) }, () => `${next++}\n`)
          writeFileSync(join(cwd, 'new', `f${next}`), lines.join(''))
          renameSync(join(cwd, 'new', `f${next}`), join(cwd, 'in', `f${next}`))
          await wait(15)
        }
      }
      let written: Promise<void> | undefined
      const outs: string[] = []
      for (let kill = 0; kill < KILLS; kill++) {
        const job = startTap(['run', 'job.ts', '--checkpoint', 'state'], { cwd, seconds: 60 })
        await job.said(/Watching in/)
        // What was there before the first start is not read.
        written ??= write()
        // The same moments in every run of the suite.
        await wait(100 + ((kill * 137) % 700))
        job.kill('SIGKILL')
        outs.push((await job.ended).out)
      }
      writer.stopped = true
      await written
      const last = startTap(['run', 'job.ts', '--checkpoint', 'state', '--until-end'], {
        cwd,
        seconds: 60,
      })
      const { code, out, err } = await last.ended
      expect({ code, err: /TAP(?!601)\d+/.exec(err)?.[0] }).toEqual({ code: 0, err: undefined })
      outs.push(out)

      const batches = saved(join(cwd, 'out'))
      const times = [...batches.keys()].toSorted((a, b) => a - b)
      expect(times).toEqual(times.map((_, i) => times[0]! + i * INTERVAL))
      const read = times.flatMap((time) => batches.get(time)!)
      expect(read.toSorted((a, b) => a - b)).toEqual(Array.from({ length: next }, (_, i) => i))

      const seen = printed(outs)
      expect(timesOf(seen, 'S')).toEqual(times.filter((time) => seen.has(`S ${time}`)))
      let soFar: number[] = []
      let again = 0
      for (const [i, time] of times.entries()) {
        soFar = soFar.concat(batches.get(time)!)
        const windowed = times.slice(Math.max(0, i - 4), i + 1).flatMap((t) => batches.get(t)!)
        const [sums = [], windows = []] = [seen.get(`S ${time}`), seen.get(`W ${time}`)]
        // A batch that was not done when the process died is done again, with the same result.
        for (const text of sums) expect([time, text]).toEqual([time, sumsOf(soFar)])
        for (const text of windows) expect([time, text]).toEqual([time, sumsOf(windowed)])
        again += Math.max(0, sums.length - 1)
      }
      expect(again).toBeLessThanOrEqual(KILLS)
    },
  )
})
