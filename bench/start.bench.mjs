/**
 * Cold start of a job that makes both contexts, runs one batch of a queue and stops, without that batch's wait:
 * at most 1.50 of `node -e 0` for JavaScript or TypeScript compiled before, at most 2.4 the first time.
 * Then the budget: where the time goes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { compare } from './lib/compare.mjs'
import { requireEngine } from './lib/engine.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile, outFile, tapCommand, tapIsBuilt } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { printBudget } from './lib/start-budget.mjs'

const options = readOptions()
requireEngine(tapIsBuilt())

const bare = () => run(process.execPath, ['-e', '0'])
/** A cache of its own: the user's is neither used nor filled. */
const TAP_CACHE_DIR = outFile('cache')

const tapRun = async (job, trace = {}) => {
  const env = { TAP_CACHE_DIR, ...trace }
  const { wallMs, stderr, words } = await run(process.execPath, [tapCommand, 'run', job], { env })
  return { ms: wallMs - Number(words.WAIT), stderr }
}

/** A text nobody has compiled before; everything else about tap has been used. */
const firstTime = () => {
  const path = outFile('start-first.ts')
  const job = readFileSync(benchFile('jobs', 'start.ts'), 'utf8')
  writeFileSync(path, `${job}// ${performance.timeOrigin + performance.now()}\n`)
  return tapRun(path)
}

const sides = [
  { name: 'js', run: () => tapRun(benchFile('jobs', 'start.mjs')) },
  { name: 'ts', run: () => tapRun(benchFile('jobs', 'start.ts')) },
  { name: 'ts, first time', run: firstTime },
  { name: 'node -e 0', run: async () => ({ ms: (await bare()).wallMs }) },
]
const ratio = (subject, atMost) => ({
  line: `${subject} / node -e 0`,
  subject,
  reference: 'node -e 0',
  by: 'ms',
  unit: 'ms',
  atMost,
})
const comparisons = [ratio('js', 1.5), ratio('ts', 1.5), ratio('ts, first time', 2.4)]
const title = "tap run of a job with one batch, without the batch's wait (aim 1.40)"
await compare({ name: 'start', title, sides, comparisons }, options)
await printBudget(bare, () => tapRun(benchFile('jobs', 'start.mjs'), { TAP_TRACE_START: '1' }))
