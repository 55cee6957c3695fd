/**
 * Lines of a socket to count(): at least 0.30 of the throughput of the C receiver, which only reads and throws away.
 * The sender is C for all sides.
 */
import { compileC } from './lib/cc.mjs'
import { compare } from './lib/compare.mjs'
import { zipfFile } from './lib/data.mjs'
import { ifBuilt, noteEngine } from './lib/engine.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile } from './lib/paths.mjs'
import { run, runNode, start } from './lib/process.mjs'
import { rateOf } from './lib/sample.mjs'

const options = readOptions({ size: 2e9 })
const file = zipfFile(Math.min(options.size, 200e6))
const times = Math.max(1, Math.round(options.size / file.bytes))
const [sender, receiver] = ['tcp-send', 'tcp-receive'].map(compileC)
noteEngine()

/** `expected` is what the receiver must answer: nothing may be lost or counted twice. */
const side = (name, receive, expected) => ({
  name,
  run: async () => {
    const sending = start(sender, [file.path, String(times)])
    const received = await receive(await sending.ready())
    await sending.done
    return rateOf(received, file.bytes * times, expected)
  },
})
const lines = String(file.lines * times)
const engine = (master) =>
  side(
    master,
    (port) => runNode(benchFile('jobs', 'socket-count.mjs'), [port, lines, master]),
    lines,
  )
const sides = sender && [
  ifBuilt(engine('local[1]')),
  ifBuilt(engine('local[2]')),
  side('hand-written', (port) => runNode(benchFile('hand', 'socket-count.mjs'), [port]), lines),
  side('C', (port) => run(receiver, [port, '1']), String(file.bytes * times)),
]

const ratio = (subject, reference, target) => ({
  line: `${subject} / ${reference}`,
  subject,
  reference,
  by: 'rate',
  unit: 'MB/s',
  ...target,
})
const comparisons = [
  ratio('local[1]', 'C', { atLeast: 0.3 }),
  ratio('local[2]', 'C', { atLeast: 0.3 }),
  ratio('local[1]', 'hand-written', {}),
  ratio('hand-written', 'C', {}),
]
const title = `throughput of ${options.size / 1e6} MB; hand-written: 'data', UTF-8, split`
if (sides) await compare({ name: 'socket', title, sides, comparisons }, options)
