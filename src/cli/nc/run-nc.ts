import type { Readable, Writable } from 'node:stream'

import { realClock, type Clock } from '../../core/clock.ts'
import { FanOut } from './fan-out.ts'
import { fileInput, pipeInput, type Input } from './input.ts'
import { listen, type Listener } from './listen.ts'
import type { NcOptions } from './options.ts'
import { paced } from './paced.ts'
import { Prompt } from './prompt.ts'
import { wholeLines } from './whole-lines.ts'

export interface NcStreams {
  readonly stdin: Readable
  readonly stderr: Writable
  /** Whether a person types on stdin. */
  readonly isTTY: boolean
}

/** What tests set; times in ms. */
export interface NcSeams {
  readonly clock: Clock
  /** Ends the run quietly, with exit code 0. */
  readonly signal: AbortSignal
  /** Most bytes that may wait for one client. Default 16 MB. */
  readonly queueBytes: number
  /** When a slow client is named. Default 5000. */
  readonly patience: number
  /** From the first client to the first byte. Default 100. */
  readonly settle: number
}

/**
 * Sends lines to every client that connects, and resolves to the exit code once the input has ended and everything was
 * delivered, or the run was interrupted. The first line on stderr is `listening on HOST:PORT (…)`.
 * Errors: TAP205 (the port cannot be opened), TAP207 (the file cannot be read).
 * @example
 * await runNc({ port: 9999, host: '127.0.0.1', file: 'words.txt' }, { stdin, stderr, isTTY: false })   // 0
 */
export const runNc = async (
  options: NcOptions,
  streams: NcStreams,
  seams: Partial<NcSeams> = {},
): Promise<number> => {
  const clock = seams.clock ?? realClock
  const typed = streams.isTTY && options.file === undefined
  const screen = new Screen(streams.stderr)
  const fanOut = new FanOut({
    clock,
    slow: options.slow ?? (typed ? 'drop' : 'wait'),
    keep: !typed,
    queueBytes: seams.queueBytes ?? 16 << 20,
    patience: seams.patience ?? 5000,
    settle: seams.settle ?? 100,
    say: (line) => screen.say(line),
    connected: (names) => screen.connected(names),
  })
  const file = options.file === undefined ? undefined : await fileInput(options.file)
  const { server, address } = await listenOrClose(options, fanOut, file)
  screen.say(`listening on ${address} (${waitsFor(typed, options.file)})`)

  const interrupt = new AbortController()
  const interrupted = (): void => interrupt.abort()
  const signal = AbortSignal.any([interrupt.signal, ...(seams.signal ? [seams.signal] : [])])
  const input = file ?? (typed ? screen.ask(streams.stdin, interrupted) : pipeInput(streams.stdin))
  const pieces = wholeLines(input.chunks)
  const lines = options.rate === undefined ? pieces : paced(pieces, options.rate, clock, signal)
  try {
    await untilInterrupted(send(lines, fanOut), signal)
  } finally {
    interrupted()
    server.close()
    screen.close()
    input.close()
    await fanOut.stop()
  }
  return 0
}

/** Plain lines, and from `ask` on lines above a prompt. */
class Screen {
  readonly #stderr: Writable
  #prompt: Prompt | undefined

  constructor(stderr: Writable) {
    this.#stderr = stderr
  }

  say(line: string): void {
    if (this.#prompt === undefined) this.#stderr.write(`${line}\n`)
    else this.#prompt.say(line)
  }

  connected(names: readonly string[]): void {
    this.#prompt?.connected(names)
  }

  ask(stdin: Readable, interrupted: () => void): Input {
    this.#prompt = new Prompt(stdin, this.#stderr, interrupted)
    return this.#prompt
  }

  close(): void {
    this.#prompt?.close()
    this.#prompt = undefined
  }
}

const waitsFor = (typed: boolean, file: string | undefined): string =>
  typed
    ? 'waiting for clients: each line you type goes to all of them, Ctrl-C ends'
    : `waiting for the first client, then ${file ?? 'stdin'} is sent`

const listenOrClose = async (
  options: NcOptions,
  fanOut: FanOut,
  file: Input | undefined,
): Promise<Listener> => {
  try {
    return await listen(options, (socket) => fanOut.join(socket))
  } catch (error) {
    file?.close()
    throw error
  }
}

const send = async (lines: AsyncIterable<Buffer>, fanOut: FanOut): Promise<void> => {
  await fanOut.ready()
  for await (const piece of lines) await fanOut.deliver(piece)
  await fanOut.finish()
}

/** What fails after the interruption is the interruption itself. */
const untilInterrupted = (work: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
    work.then(resolve, (error: unknown) => (signal.aborted ? resolve() : reject(error)))
  })
