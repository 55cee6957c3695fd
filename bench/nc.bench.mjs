/**
 * A file to ten clients: `tap nc` moves at least twice what `createReadStream(file).pipe(socket)` per client does.
 * The receiver is C, with all ten connections in one process.
 */
import { compileC } from './lib/cc.mjs'
import { compare } from './lib/compare.mjs'
import { zipfFile } from './lib/data.mjs'
import { ifTapBuilt, noteEngine } from './lib/engine.mjs'
import { freePort } from './lib/free-port.mjs'
import { readOptions } from './lib/options.mjs'
import { benchFile, tapCommand, tapIsBuilt } from './lib/paths.mjs'
import { run, start, stop } from './lib/process.mjs'

const CLIENTS = 10
const options = readOptions({ size: 60e6 })
const file = zipfFile(options.size)
const receiver = compileC('tcp-receive')
noteEngine(tapIsBuilt())

/** A client that connects a moment after the first may miss the first lines, so the rate is of what arrived. */
const receive = async (server, port) => {
  try {
    const { words } = await run(receiver, [String(port), String(CLIENTS)])
    const bytes = Number(words.ANSWER)
    if (bytes < 0.95 * CLIENTS * file.bytes) throw new Error(`only ${bytes} bytes arrived`)
    return { rate: bytes / 1000 / Number(words.METRIC) }
  } finally {
    await stop(server)
  }
}

const tapNc = async () => {
  const port = await freePort()
  const command = [tapCommand, 'nc', String(port), '--file', file.path]
  return receive(start(process.execPath, command), port)
}

const pipe = async () => {
  const command = [benchFile('hand', 'pipe-server.mjs'), file.path, String(CLIENTS)]
  const server = start(process.execPath, command)
  return receive(server, await server.ready())
}

const sides = [ifTapBuilt({ name: 'tap nc', run: tapNc }), { name: 'stream.pipe', run: pipe }]
const comparisons = [
  {
    line: 'tap nc / stream.pipe',
    subject: 'tap nc',
    reference: 'stream.pipe',
    by: 'rate',
    unit: 'MB/s',
    atLeast: 2,
  },
]
const title = `throughput of ${options.size / 1e6} MB to ${CLIENTS} clients, in total`
if (receiver) await compare({ name: 'nc', title, sides, comparisons }, options)
