/**
 * The 20 most frequent words of 30 batches, every batch, 5 MB of text in each: at most 0.65 of the time of a Map that is
 * changed in place and sorted. Reading and splitting the text are in it on both sides.
 */
import { compare } from './lib/compare.mjs'
import { ifBuilt, noteEngine } from './lib/engine.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile, outFile } from './lib/paths.mjs'
import { runNode } from './lib/process.mjs'
import { sampleOf } from './lib/sample.mjs'
import { textBatches } from './lib/text-batches.mjs'

const FILES = 10
const [WARM, SLIDES] = ['31', '20']
const options = readOptions({ size: 5e6 })
noteEngine()

const files = textBatches(FILES, options.size)
const side = (name, folder, ...more) => ({
  name,
  run: async () =>
    sampleOf(await runNode(benchFile(folder, 'top-k.mjs'), [WARM, SLIDES, ...more, ...files])),
})
const bench = {
  name: 'topk',
  title: `${SLIDES} slides of 30 batches of ${options.size / 1e6} MB`,
  sides: [ifBuilt(side('tapstream', 'jobs', outFile('checkpoint'))), side('Map', 'hand')],
  comparisons: [
    {
      line: 'tapstream / Map',
      subject: 'tapstream',
      reference: 'Map',
      by: 'ms',
      unit: 'ms',
      atMost: 0.65,
    },
  ],
}
await compare(bench, options)
