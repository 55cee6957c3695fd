/**
 * Running sums of 1,000,000 keys, 1 % touched per batch: updateStateByKey at most 0.15 of the time of a Map scan in place
 * that calls the function for every key, with a peak of at most 300 MB; mapWithState at most 1.2 of a Map's delta.
 */
import { reportBound } from './lib/bound.mjs'
import { compare } from './lib/compare.mjs'
import { engineIsBuilt, outFile, benchFile } from './lib/paths.mjs'
import { ifBuilt, noteEngine } from './lib/engine.mjs'
import { watchMemory } from './lib/memory.mjs'
import { readOptions } from './lib/options.mjs'
import { runNode } from './lib/process.mjs'
import { exitCode } from './lib/results.mjs'
import { sampleOf } from './lib/sample.mjs'

const KEYS = 1_000_000
const MEMORY_RUNS = 3
const options = readOptions()
noteEngine()

const argsOf = (how, batches) => [how, String(KEYS), String(KEYS / 100), '10', String(batches)]
const job = (how, batches, how2run) =>
  runNode(benchFile('jobs', 'state.mjs'), [...argsOf(how, batches), outFile('checkpoint')], how2run)
const byHand = (how, batches) => runNode(benchFile('hand', 'state.mjs'), argsOf(how, batches))

const against = async (how, name, batches, atMost) => {
  const line = `${name} / Map`
  await compare(
    {
      name: 'state',
      title: `${name}, ${batches} batches`,
      sides: [
        ifBuilt({ name, run: async () => sampleOf(await job(how, batches)) }),
        { name: 'Map', run: async () => sampleOf(await byHand(how, batches)) },
      ],
      comparisons: [{ line, subject: name, reference: 'Map', by: 'ms', unit: 'ms', atMost }],
    },
    options,
  )
}

const peakOf = async (how, batches) => {
  const memory = watchMemory()
  await job(how, batches, memory)
  return memory.peakMb()
}

const peak = async (how, name, batches, atMost) => {
  const line = `${name}: peak`
  if (!engineIsBuilt() || !line.includes(options.only)) return
  const values = []
  for (let run = 0; run < MEMORY_RUNS; run++) values.push(await peakOf(how, batches))
  reportBound({ bench: 'state', line, unit: 'MB', values, atMost, quick: options.quick })
  process.exitCode = exitCode()
}

await against('scan', 'updateStateByKey', 30, 0.15)
await peak('scan', 'updateStateByKey', 30, 300)
await against('delta', 'mapWithState', 100, 1.2)
