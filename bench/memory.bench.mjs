/**
 * Peak memory: 200 MB word count at most 150 MB, `tap demo` at most 100 MB, 1 GB through `tap nc` into word count at
 * most 400 MB in either process, with all words counted. Every run must keep the bound.
 */
import { reportBound } from './lib/bound.mjs'
import { zipfFile } from './lib/data.mjs'
import { requireEngine } from './lib/engine.mjs'
import { freePort } from './lib/free-port.mjs'
import { watchMemory } from './lib/memory.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile, tapCommand, tapIsBuilt } from './lib/paths.mjs'
import { runNode, start, stop } from './lib/process.mjs'
import { exitCode } from './lib/results.mjs'

const options = readOptions({ size: 1e9, pairs: 3 })
requireEngine()

const wordCount = async (master) => {
  const memory = watchMemory()
  const { path } = zipfFile(Math.min(options.size, 200e6))
  await runNode(benchFile('jobs', 'word-count.mjs'), [path, master], memory)
  return { peak: memory.peakMb() }
}

const demo = async () => {
  const memory = watchMemory()
  await runNode(tapCommand, ['demo'], memory)
  return { peak: memory.peakMb() }
}

const throughNc = async () => {
  const file = zipfFile(options.size)
  const [serverMemory, jobMemory] = [watchMemory(), watchMemory()]
  const port = String(await freePort())
  const command = [tapCommand, 'nc', port, '--file', file.path]
  const server = start(process.execPath, command, { env: serverMemory.env })
  try {
    const job = benchFile('jobs', 'socket-word-count.mjs')
    const { words } = await runNode(tapCommand, ['run', job, port, '--until-end'], jobMemory)
    await server.done
    const lost = file.words - Number(words.ANSWER)
    return { peak: jobMemory.peakMb(), server: serverMemory.peakMb(), lost }
  } finally {
    await stop(server)
  }
}

/** One measured program; `figures` says which of its numbers are bound. */
const cases = [
  { line: 'word count, local[1]', measure: () => wordCount('local[1]'), figures: { peak: 150 } },
  { line: 'word count, local[2]', measure: () => wordCount('local[2]'), figures: { peak: 150 } },
  { line: 'tap demo', measure: demo, figures: { peak: 100 }, needsTap: true },
  {
    line: 'through tap nc',
    measure: throughNc,
    figures: { peak: 400, server: 400, lost: 0 },
    needsTap: true,
  },
]
const labels = { peak: ['peak', 'MB'], server: ['peak of tap nc', 'MB'], lost: ['lost', 'words'] }

console.log(`memory: ${options.size / 1e6} MB through tap nc, ${options.pairs} runs`)
for (const { line, measure, figures, needsTap } of cases) {
  if (!line.includes(options.only) || (needsTap && !tapIsBuilt())) continue
  const runs = []
  for (let run = 0; run < options.pairs; run++) runs.push(await measure())
  for (const [figure, atMost] of Object.entries(figures)) {
    const values = runs.map((run) => run[figure])
    const bound = figure === 'lost' ? { atMost, atLeast: 0 } : { atMost }
    const [label, unit] = labels[figure]
    reportBound({
      bench: 'memory',
      line: `${line}: ${label}`,
      unit,
      values,
      quick: options.quick,
      ...bound,
    })
  }
}
process.exitCode = exitCode()
