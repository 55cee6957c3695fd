import { createReadStream, fstatSync } from 'node:fs'
import type { Readable } from 'node:stream'

import type { Command } from 'commander'

const stdinIsFile = (): boolean => {
  try {
    return fstatSync(0).isFile()
  } catch {
    return false
  }
}

/** A file that the shell gave as stdin is read in large pieces, as `--file` is. */
const standardInput = (): Readable =>
  stdinIsFile() ? createReadStream('', { fd: 0, highWaterMark: 1 << 20 }) : process.stdin

interface NcFlags {
  readonly host: string
  readonly file?: string
  readonly rate?: string
  readonly slow?: string
}

const act = async (port: string, flags: NcFlags): Promise<void> => {
  const { parsePort, parseRate, parseSlow } = await import('../nc/options.ts')
  const { runNc } = await import('../nc/run-nc.ts')
  const options = {
    port: parsePort(port),
    host: flags.host,
    file: flags.file,
    rate: flags.rate === undefined ? undefined : parseRate(flags.rate),
    slow: flags.slow === undefined ? undefined : parseSlow(flags.slow),
  }
  const interrupt = new AbortController()
  const end = (): void => interrupt.abort()
  process.once('SIGINT', end).once('SIGTERM', end)
  const streams = {
    stdin: standardInput(),
    stderr: process.stderr,
    isTTY: process.stdin.isTTY,
  }
  process.exitCode = await runNc(options, streams, { signal: interrupt.signal })
}

/** Adds `tap nc <port>` to the command tree. Its modules load when it runs. */
export const registerNc = (program: Command): void => {
  program
    .command('nc')
    .summary('send lines to every program that connects to a port')
    .description(
      'Listens on a port and sends the lines of stdin (or of a file) to every client. Piped input waits for the first\n' +
        'client, is delivered entirely, then the server ends; at a terminal it stays open until Ctrl-C.',
    )
    .argument('<port>', 'port to listen on; 0 takes any free one')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--file <path>', 'send this file instead of stdin')
    .option('--rate <lines>', 'lines per unit of time: 5/s, 300/m, 1000/h')
    .option('--slow <mode>', 'a client that does not read: wait (for it) or drop (it)')
    .action(act)
}
