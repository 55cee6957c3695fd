/**
 * On the manual clock. 100,000 batches compile no more stage code than the first three, and what is alive after a
 * collection stays flat: at most 8 bytes per batch, less than the smallest object kept. 3,600 batches of a windowed
 * word count take at most 1 s.
 */
import { absolute } from './lib/absolute.mjs'
import { reportBound } from './lib/bound.mjs'
import { requireEngine } from './lib/engine.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile, outFile } from './lib/paths.mjs'
import { run, runNode } from './lib/process.mjs'
import { exitCode } from './lib/results.mjs'
import { sampleOf } from './lib/sample.mjs'
import { slopeOf } from './lib/statistics.mjs'

const STEPS = 20
const options = readOptions({ batches: 100_000 })
requireEngine()
const bench = 'endurance'
const folder = outFile('checkpoint')

const endurance = (what) => async () => {
  const script = benchFile('jobs', 'endurance.mjs')
  const args = ['--expose-gc', script, what, String(options.batches), String(STEPS), folder]
  const { words } = await run(process.execPath, args)
  const [first, all] = JSON.parse(words.COMPILED)
  const grows = slopeOf(JSON.parse(words.HEAP)) / (options.batches / STEPS)
  console.log(`${bench}: ${what}, ${options.batches} batches; ${first} stages in the first three`)
  const figure = (line, unit, value, atMost) => {
    const values = [Math.max(0, value)]
    reportBound({ bench, line: `${what}: ${line}`, unit, values, atMost, quick: options.quick })
  }
  figure('compiled after the third batch', 'stages', all - first, 0)
  figure('growth of the heap', 'bytes/batch', grows, 8)
}

const hour = {
  bench,
  line: '3,600 batches of a windowed count',
  unit: 'ms',
  by: 'ms',
  run: async () => sampleOf(await runNode(benchFile('jobs', 'window.mjs'), ['3600', folder])),
  atMost: 1000,
}

const parts = [
  ['batch', endurance('batch')],
  ['window', endurance('window')],
  [hour.line, () => absolute(hour, options)],
]
for (const [line, measure] of parts) if (line.includes(options.only)) await measure()
process.exitCode = exitCode()
