/**
 * A sum per key over 30 batches, every batch, 50,000 keys in each: with an inverse at most 0.15 of the time of a Map that
 * is changed in place, without one at most 0.05 of that of a Map made anew from 30.
 */
import { compare } from './lib/compare.mjs'
import { ifBuilt, noteEngine } from './lib/engine.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile, outFile } from './lib/paths.mjs'
import { runNode } from './lib/process.mjs'
import { sampleOf } from './lib/sample.mjs'

const KEYS = 50_000
const options = readOptions({})
noteEngine()

const windows = async (how, slides, atMost) => {
  const args = [how, String(KEYS), '40', String(slides)]
  const side = (name, folder, ...more) => ({
    name,
    run: async () =>
      sampleOf(await runNode(benchFile(folder, 'keyed-window.mjs'), [...args, ...more])),
  })
  const comparison = { subject: 'tapstream', reference: 'Map', by: 'ms', unit: 'ms', atMost }
  const bench = {
    name: 'window',
    title: `${how}, ${slides} slides`,
    sides: [ifBuilt(side('tapstream', 'jobs', outFile('checkpoint'))), side('Map', 'hand')],
    comparisons: [{ line: `${how}: tapstream / Map`, ...comparison }],
  }
  await compare(bench, options)
}

await windows('inverse', 60, 0.15)
await windows('plain', 20, 0.05)
