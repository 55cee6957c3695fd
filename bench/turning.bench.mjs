/**
 * An hour of batches of 1 s on the manual clock, 1,000 keys in each, of which 950 never come again: ids of keys that have
 * gone are freed and used again, so what is alive after a collection (arrays of bytes included) stays flat: at most 1
 * byte per key that has gone, less than the smallest thing kept of each. The curve is shown.
 */
import { reportBound } from './lib/bound.mjs'
import { requireEngine } from './lib/engine.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile, outFile } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { exitCode } from './lib/results.mjs'
import { slopeOf } from './lib/statistics.mjs'

const STEPS = 24
const GONE_PER_BATCH = 950
const options = readOptions({ batches: 3600 })
requireEngine()

const kinds = {
  update: 'updateStateByKey that ends idle keys',
  window: 'window with an inverse',
  map: 'mapWithState with a timeout',
}

const measure = async (how, line) => {
  const script = benchFile('jobs', 'turning.mjs')
  const args = [script, how, String(options.batches), String(STEPS), outFile('checkpoint')]
  const { words } = await run(process.execPath, ['--expose-gc', ...args])
  const [heap, keys] = [JSON.parse(words.HEAP), JSON.parse(words.KEYS)]
  const curve = heap.map((bytes) => (bytes / 1e6).toFixed(2)).join(' ')
  console.log(
    `turning: ${line}, ${options.batches} batches; ${keys.at(-1)} keys; MB alive:\n  ${curve}`,
  )
  const perBatch = slopeOf(heap) / (options.batches / STEPS)
  const values = [Math.max(0, perBatch / GONE_PER_BATCH)]
  const figure = { bench: 'turning', line: `${line}: growth of the heap`, unit: 'bytes/key' }
  reportBound({ ...figure, values, atMost: 1, quick: options.quick })
}

for (const [how, line] of Object.entries(kinds)) {
  if (line.includes(options.only)) await measure(how, line)
}
process.exitCode = exitCode()
