import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

import type { Input } from './input.ts'

/** The person at the terminal: types lines, sees who is connected, and reads notices above the line being typed. */
export class Prompt implements Input {
  readonly #readline: Interface
  readonly #screen: Writable
  #open = true

  constructor(stdin: Readable, screen: Writable, interrupted: () => void) {
    this.#screen = screen
    this.#readline = createInterface({ input: stdin, output: screen, terminal: true })
    this.#readline.once('close', () => (this.#open = false)).on('SIGINT', interrupted)
    this.connected([])
    this.#show()
  }

  get chunks(): AsyncIterable<Buffer> {
    return linesOf(this.#readline)
  }

  say(line: string): void {
    if (this.#open) {
      cursorTo(this.#screen, 0)
      clearLine(this.#screen, 0)
    }
    this.#screen.write(`${line}\n`)
    this.#show()
  }

  /** Shown with the next line. */
  connected(names: readonly string[]): void {
    const few = names.length === 0 ? 'nobody connected' : names.join(', ')
    this.#readline.setPrompt(`${names.length <= 2 ? few : `${names.length} connected`}> `)
  }

  close(): void {
    if (this.#open) this.#readline.close()
  }

  #show(): void {
    if (this.#open) this.#readline.prompt(true)
  }
}

async function* linesOf(lines: Interface): AsyncGenerator<Buffer> {
  for await (const line of lines) {
    yield Buffer.from(`${line}\n`)
    lines.prompt()
  }
}
