/**
 * The batch clock. At 100 ms with 60 ms of work in one user call: drift (slope × 1,000 ticks) at most 1 ms, no batch
 * early. Latency from a line's sending to its batch's output: 99 of 100 within the interval + 3 ms, at 100 ms and 1 s.
 * The control is the drift-free loop written by hand (bench/hand).
 */
import { requireEngine } from './lib/engine.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile } from './lib/paths.mjs'
import { runNode, start, stop } from './lib/process.mjs'
import { exitCode } from './lib/results.mjs'
import { quantile, slopeOf } from './lib/statistics.mjs'
import { withControl } from './lib/with-control.mjs'

const INTERVAL = 100
const BUSY = 60
const options = readOptions({ seconds: 60, pairs: 1 })
requireEngine()

const measureTicks = async (side) => {
  const args = [INTERVAL, BUSY, Math.max(4, options.seconds * (1000 / INTERVAL))]
  const { words } = await runNode(benchFile(side, 'clock.mjs'), args.map(String))
  const late = JSON.parse(words.LATE)
  return {
    'drift in 1,000 ticks': Math.abs(slopeOf(late) * 1000),
    earliest: Math.min(...late),
    'p99 late': quantile(late, 0.99),
  }
}

const measureLatency = (interval) => async (side) => {
  const seconds = String(Math.min(options.seconds, 30))
  const sender = start(process.execPath, [benchFile('hand', 'stamped-lines.mjs'), seconds])
  try {
    const args = [await sender.ready(), String(interval)]
    const { words } = await runNode(benchFile(side, 'latency.mjs'), args)
    const delays = JSON.parse(words.DELAYS)
    return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99) }
  } finally {
    await stop(sender)
  }
}

const latency = (interval) => ({
  title: `latency at ${interval} ms`,
  figures: { p50: {}, p99: { atMost: interval + 3 } },
  measure: measureLatency(interval),
})
const benches = [
  {
    title: `${INTERVAL} ms, ${BUSY} ms busy`,
    figures: { 'drift in 1,000 ticks': { atMost: 1 }, earliest: { atLeast: 0 }, 'p99 late': {} },
    measure: measureTicks,
  },
  latency(100),
  latency(1000),
]
for (const bench of benches.filter(({ title }) => title.includes(options.only))) {
  await withControl({ name: 'clock', unit: 'ms', ...bench }, options)
}
process.exitCode = exitCode()
