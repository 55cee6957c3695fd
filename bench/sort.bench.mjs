/**
 * sortByKey of 1,000,000 pairs with random keys, collected: at most 0.3 of the time of Array's sort with a comparator.
 */
import { compare } from './lib/compare.mjs'
import { ifBuilt, noteEngine } from './lib/engine.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile } from './lib/paths.mjs'
import { runNode } from './lib/process.mjs'
import { sampleOf } from './lib/sample.mjs'

const LENGTH = 1_000_000
const masters = ['local[1]', 'local[2]']
const options = readOptions()
noteEngine()

const sort =
  (folder, ...more) =>
  async () => {
    const ended = await runNode(benchFile(folder, 'sort.mjs'), [String(LENGTH), ...more])
    return { ...sampleOf(ended), held: Number(ended.words.LONGEST) }
  }

const sides = [
  ...masters.map((master) => ifBuilt({ name: master, run: sort('jobs', master) })),
  { name: 'hand-written', run: sort('hand') },
]
const ratio = (subject) => ({
  line: `${subject} / hand-written`,
  subject,
  reference: 'hand-written',
  by: 'ms',
  unit: 'ms',
  atMost: 0.3,
})
const held = {
  line: 'event loop held up, local[2] / local[1]',
  subject: 'local[2]',
  reference: 'local[1]',
  by: 'held',
  unit: 'ms',
}
const title = `${LENGTH} pairs with random numbers as keys`
await compare({ name: 'sort', title, sides, comparisons: [...masters.map(ratio), held] }, options)
