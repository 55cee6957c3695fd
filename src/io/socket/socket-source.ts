import type { Millis } from '../../core/duration.ts'
import type { CallSite, TapError } from '../../core/errors/tap-error.ts'
import type { SourcePhase } from '../../core/events.ts'
import { TAP201 } from '../../core/errors/tap201.ts'
import { TAP202 } from '../../core/errors/tap202.ts'
import { TAP204 } from '../../core/errors/tap204.ts'
import { TAP208 } from '../../core/errors/tap208.ts'
import { mappedHost } from '../hosts.ts'
import { LineBlocks } from '../lines/line-blocks.ts'
import { Quiet } from '../lines/quiet.ts'
import type { Block, Source, SourceContext } from '../source.ts'
import { BackOff } from './back-off.ts'
import type { ConnectFailure } from './connect-failure.ts'
import { Connection, type ConnectionEnd } from './connection.ts'
import { portOf } from './port-of.ts'

export interface SocketOptions {
  readonly host: string
  /** 1 to 65535; digits as text are accepted. */
  readonly port: number | string
  /** Where the user gave them, for the message about a wrong port. */
  readonly site?: CallSite | undefined
}

/**
 * The lines that a TCP server sends. Waits quietly for the server, connects again when it is lost, for ever; one event
 * tells of each change, none of a further try. A last line without its end counts when the connection ends.
 * TAP209 when the port is none.
 */
export class SocketSource implements Source {
  readonly name: string
  readonly #host: string
  readonly #port: number
  readonly #backOff = new BackOff()
  #context!: SourceContext
  #blocks!: LineBlocks
  #quiet: Quiet | undefined
  #connection: Connection | undefined
  #cancelRetry: (() => void) | undefined
  #said = ''
  #linesBefore = 0
  #paused = false
  #stopped = false
  #ended = false

  constructor({ host, port, site }: SocketOptions) {
    this.#host = host
    this.#port = portOf(port, site)
    this.name = `socket ${host}:${this.#port}`
  }

  start(context: SourceContext): void {
    this.#context = context
    this.#blocks = new LineBlocks(context)
    this.#quiet = new Quiet(context.ioClock, () => context.changed())
    this.#connect()
  }

  take(_batchTime: Millis): readonly Block[] {
    return this.#blocks.take()
  }

  get buffered(): number {
    return this.#blocks.buffered
  }

  pause(): void {
    this.#paused = true
    this.#connection?.pause()
  }

  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    if (this.#connection === undefined) return
    this.#quiet?.touch()
    this.#connection.resume()
  }

  acknowledge(): void {}

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelRetry?.()
    await this.#connection?.close()
    this.#quiet?.stop()
  }

  get ended(): boolean {
    return this.#ended
  }

  get idle(): boolean {
    return this.#ended || (this.#quiet?.reached ?? false)
  }

  #connect(): void {
    const { ioClock } = this.#context
    const target = { host: mappedHost(this.#host), port: this.#port }
    this.#connection = new Connection(target, ioClock, {
      opened: () => this.#opened(),
      room: () => this.#blocks.room(),
      filled: (n) => this.#filled(n),
      over: (end) => this.#over(end),
    })
    if (this.#paused) this.#connection.pause()
  }

  #opened(): void {
    this.#ended = false
    this.#linesBefore = this.#blocks.records
    this.#quiet?.touch()
    this.#say('connected', `Connected to ${this.#host}:${this.#port}.`)
    this.#context.changed()
  }

  #filled(n: number): void {
    this.#backOff.reset()
    this.#blocks.filled(n)
    this.#quiet?.touch()
    this.#context.changed()
  }

  #over(end: ConnectionEnd): void {
    this.#connection = undefined
    if (end.kind === 'closed') this.#blocks.endText()
    if (!this.#stopped) {
      if (end.kind === 'closed') this.#closed(end.broken)
      else this.#failed(end.failure)
      this.#retryLater()
    }
    this.#context.changed()
  }

  #closed(broken: string | undefined): void {
    this.#ended = broken === undefined
    const lines = this.#blocks.records - this.#linesBefore
    this.#report('closed', TAP204({ ...this.#where(), lines, broken }))
  }

  #failed(failure: ConnectFailure): void {
    switch (failure.kind) {
      case 'refused':
        // Who heard that the server has gone knows that it does not listen.
        if (this.#said.startsWith('closed')) return
        return this.#report('waiting', TAP201({ ...this.#where(), ...failure }))
      case 'unknown':
        return this.#report('waiting', TAP202({ ...this.#where(), ...failure }))
      case 'unreachable':
        return this.#report('waiting', TAP208({ ...this.#where(), ...failure }))
    }
  }

  #where(): { host: string; port: number; site: CallSite | undefined } {
    return { host: this.#host, port: this.#port, site: this.#context.site }
  }

  #retryLater(): void {
    const { ioClock } = this.#context
    this.#cancelRetry = ioClock.at((ioClock.now() + this.#backOff.next()) as Millis, () =>
      this.#connect(),
    )
  }

  #report(phase: SourcePhase, error: TapError): void {
    this.#say(phase, error.message, error.code)
  }

  #say(phase: SourcePhase, text: string, code?: string): void {
    const state = `${phase} ${code}`
    if (state === this.#said) return
    this.#said = state
    const { events, site } = this.#context
    events.post({
      type: 'SourceState',
      source: this.name,
      phase,
      text,
      site,
      ...(code !== undefined && { code }),
    })
  }
}
