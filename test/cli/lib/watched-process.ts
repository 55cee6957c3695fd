import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface ProcessOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Written to stdin, which is then closed. Default: nothing. `keep`: it stays open, for `write`. */
  readonly input?: string | Uint8Array | { readonly keep: true }
  /** The process is killed after so many seconds. Default 15. */
  readonly seconds?: number
}

type Stream = 'out' | 'err'

interface Waiter {
  readonly stream: Stream
  readonly pattern: RegExp
  readonly found: (match: RegExpExecArray) => void
  readonly missed: (error: Error) => void
}

/** A process whose output can be waited for. It never outlives its test. */
export class WatchedProcess {
  readonly #child: ChildProcess
  readonly #text = { out: '', err: '' }
  readonly #waiters = new Set<Waiter>()
  readonly #about: string
  readonly ended: Promise<Ended>

  constructor(file: string, words: readonly string[], options: ProcessOptions) {
    const { cwd, env = {}, input = '', seconds = 15 } = options
    this.#about = words.join(' ')
    this.#child = spawn(file, [...words], { cwd, env: environment(env), windowsHide: true })
    this.#collect('out')
    this.#collect('err')
    // A process that ends before it has read everything closes the pipe.
    this.#child.stdin!.on('error', () => {})
    if (typeof input === 'string' || input instanceof Uint8Array) this.#child.stdin!.end(input)
    const late = setTimeout(() => this.#child.kill('SIGKILL'), seconds * 1000)
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject)
      this.#child.once('close', (code, signal) => {
        clearTimeout(late)
        for (const waiter of this.#waiters) this.#miss(waiter)
        resolve({ code, signal, ...this.#text })
      })
    })
  }

  get pid(): number {
    return this.#child.pid!
  }

  get out(): string {
    return this.#text.out
  }

  get err(): string {
    return this.#text.err
  }

  /** Resolves when the pattern stands on stdout; rejects when the process ends without it. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#wait('out', pattern)
  }

  /** The same for stderr. */
  said(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#wait('err', pattern)
  }

  write(text: string): void {
    this.#child.stdin!.write(text)
  }

  closeInput(): void {
    this.#child.stdin!.end()
  }

  /** As a reader that leaves: `| head -3`. */
  closeOutput(): void {
    this.#child.stdout!.destroy()
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Ends it whatever it does, and waits for that. */
  async destroy(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.kill('SIGKILL')
    await this.ended
  }

  #collect(stream: Stream): void {
    const source = stream === 'out' ? this.#child.stdout! : this.#child.stderr!
    source.setEncoding('utf8').on('data', (text: string) => {
      this.#text[stream] += text
      for (const waiter of this.#waiters) this.#look(waiter)
    })
  }

  #wait(stream: Stream, pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((found, missed) => {
      const waiter = { stream, pattern, found, missed }
      this.#waiters.add(waiter)
      this.#look(waiter)
      void this.ended.then(() => this.#miss(waiter))
    })
  }

  #look(waiter: Waiter): void {
    const match = waiter.pattern.exec(this.#text[waiter.stream])
    if (match === null) return
    this.#waiters.delete(waiter)
    waiter.found(match)
  }

  #miss(waiter: Waiter): void {
    if (!this.#waiters.delete(waiter)) return
    const { out, err } = this.#text
    waiter.missed(
      new Error(
        `${this.#about} ended before ${waiter.pattern} stood on std${waiter.stream}:\n--- stdout\n${out}\n--- stderr\n${err}`,
      ),
    )
  }
}

/** A process of this test. */
export const startProcess = (
  file: string,
  words: readonly string[],
  options: ProcessOptions,
): WatchedProcess => {
  const watched = new WatchedProcess(file, words, options)
  onTestFinished(() => watched.destroy())
  return watched
}

/** What the test runner sets for itself is not for the programs under test. */
const NOT_PASSED_ON = /^(NODE_OPTIONS|NODE_ENV|FORCE_COLOR|NO_COLOR|TEST|TAP_.*|VITEST.*|npm_.*)$/

const environment = (own: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_PASSED_ON.test(name))),
  TZ: 'UTC',
  ...own,
})
