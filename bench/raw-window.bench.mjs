/**
 * A window of 30 s over the raw lines of a socket, 10 MB a second: it keeps bytes and not strings, so the peak of
 * resident memory, less what was resident before the first line, is at most 1.2 times the bytes in the window.
 */
import { reportBound } from './lib/bound.mjs'
import { zipfFile } from './lib/data.mjs'
import { requireEngine } from './lib/engine.mjs'
import { watchMemory } from './lib/memory.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile } from './lib/paths.mjs'
import { run, start, stop } from './lib/process.mjs'
import { exitCode } from './lib/results.mjs'

const SECONDS = 30
const MB = 2 ** 20
const options = readOptions({ size: 300e6, pairs: 3 })
requireEngine()

const file = zipfFile(options.size)
const measure = async () => {
  const script = benchFile('hand', 'paced-lines.mjs')
  const server = start(process.execPath, [script, file.path, String(SECONDS - 2)])
  try {
    const memory = watchMemory()
    const port = await server.ready()
    // Two seconds more than the text takes: the batch that completes it still has all of it in its window.
    const job = benchFile('jobs', 'raw-window.mjs')
    const { words } = await run(
      process.execPath,
      [job, port, String(file.lines), String(SECONDS)],
      memory,
    )
    return (memory.peakMb() * MB - Number(words.BASE) * 1e6) / file.bytes
  } finally {
    await stop(server)
  }
}

console.log(`raw-window: ${file.bytes / 1e6} MB in ${SECONDS} s, ${options.pairs} runs`)
const values = []
for (let i = 0; i < options.pairs; i++) values.push(await measure())
const line = 'memory per byte in the window'
reportBound({ bench: 'raw-window', line, unit: 'bytes', values, atMost: 1.2, quick: options.quick })
process.exitCode = exitCode()
