import { compileC } from './cc.mjs'
import { compare } from './compare.mjs'
import { ifBuilt, noteEngine } from './engine.mjs'
import { benchFile } from './paths.mjs'
import { run, runNode } from './process.mjs'
import { sampleOf } from './sample.mjs'

/**
 * A job over one file: the engine with one and with two cores against the loop written by hand and against C.
 * All programs take the file and `args`; the job takes the master after them.
 *
 * @param bench `{ name, title, path, args, script, c, toHand, toC }`: `bench/jobs/<script>` and `bench/hand/<script>`
 *   do the work, `bench/c/<c>.c` is the limit, `toHand` and `toC` are the targets
 */
export const fileBench = async (bench, options) => {
  const { name, title, path, args = [], script } = bench
  const c = compileC(bench.c)
  noteEngine()
  const node =
    (folder, ...more) =>
    async () =>
      sampleOf(await runNode(benchFile(folder, script), [path, ...args, ...more]))
  const sides = [
    ...masters.map((master) => ifBuilt({ name: master, run: node('jobs', master) })),
    { name: 'hand-written', run: node('hand') },
    c && { name: 'C', run: async () => sampleOf(await run(c, [path, ...args])) },
  ]
  const comparisons = [
    ...masters.flatMap((master) => ratiosOf(master, bench)),
    ratio('hand-written', 'C', {}),
  ]
  await compare({ name, title, sides, comparisons }, options)
}

const masters = ['local[1]', 'local[2]']

/** The last one counts the whole process: what a user waits for. */
const ratiosOf = (master, { toHand, toC }) => [
  ratio(master, 'hand-written', { atMost: toHand }),
  ratio(master, 'C', { atMost: toC }),
  { ...ratio(master, 'hand-written', {}, 'wallMs'), line: `${master} / hand-written, with start` },
]

const ratio = (subject, reference, target, by = 'ms') => ({
  line: `${subject} / ${reference}`,
  subject,
  reference,
  by,
  unit: 'ms',
  ...target,
})
