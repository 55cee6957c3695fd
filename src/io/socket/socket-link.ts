import type { Millis } from '../../core/duration.ts'
import type { CallSite, TapError } from '../../core/errors/tap-error.ts'
import type { SourcePhase } from '../../core/events.ts'
import { TAP201 } from '../../core/errors/tap201.ts'
import { TAP202 } from '../../core/errors/tap202.ts'
import { TAP204 } from '../../core/errors/tap204.ts'
import { TAP208 } from '../../core/errors/tap208.ts'
import { mappedHost } from '../hosts.ts'
import { Quiet } from '../lines/quiet.ts'
import { ReceiverReport } from '../receiver/receiver-report.ts'
import type { SourceContext } from '../source.ts'
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

/** Who makes records of the bytes. */
export interface LinkEvents {
  readonly unit: 'line' | 'record'
  opened(): void
  /** Memory for the next read. */
  room(): Uint8Array
  /** `n` bytes were read into the last `room`. */
  filled(n: number): void
  /** Nothing follows; the number of records since `opened`, when all of them are made. */
  closed(): number | Promise<number>
}

/**
 * A connection to a TCP server that is waited for, and connected again when it is lost, for ever; one event tells of
 * each change, none of a further try. TAP209 when the port is none.
 */
export class SocketLink {
  readonly name: string
  readonly #host: string
  readonly #port: number
  readonly #events: LinkEvents
  readonly #backOff = new BackOff()
  #context!: SourceContext
  #report: ReceiverReport | undefined
  #quiet: Quiet | undefined
  #connection: Connection | undefined
  #dropped: { readonly why: string; readonly error: unknown } | undefined
  #cancelRetry: (() => void) | undefined
  #said = ''
  #paused = false
  #stopped = false
  #ended = false

  constructor({ host, port, site }: SocketOptions, events: LinkEvents) {
    this.#host = host
    this.#port = portOf(port, site)
    this.#events = events
    this.name = `socket ${host}:${this.#port}`
  }

  start(context: SourceContext): void {
    this.#context = context
    this.#quiet = new Quiet(context.ioClock, () => context.changed())
    this.#report = new ReceiverReport('SocketReceiver', context)
    this.#report.started()
    this.#connect()
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

  /** Gives the present connection up and tries again; `why` stands where the system's word for a break would. */
  drop(why: string, error?: unknown): void {
    this.#dropped = { why, error }
    void this.#connection?.close()
  }

  /** Something arrived or was made of what arrived. */
  touch(): void {
    this.#quiet?.touch()
    this.#context.changed()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelRetry?.()
    await this.#connection?.close()
    this.#quiet?.stop()
    this.#report?.stopped('Stopped by driver')
  }

  /** The other side has closed in good order, and is not back. */
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
      room: () => this.#events.room(),
      filled: (n) => this.#filled(n),
      over: (end) => this.#over(end),
    })
    if (this.#paused) this.#connection.pause()
  }

  #opened(): void {
    this.#ended = false
    this.#dropped = undefined
    this.#events.opened()
    this.#quiet?.touch()
    if (this.#said.startsWith('closed')) this.#report?.started()
    this.#say('connected', `Connected to ${this.#host}:${this.#port}.`)
    this.#context.changed()
  }

  #filled(n: number): void {
    this.#backOff.reset()
    this.#events.filled(n)
    this.touch()
  }

  #over(end: ConnectionEnd): void {
    this.#connection = undefined
    if (end.kind === 'failed') {
      if (!this.#stopped) this.#failed(end.failure)
      return this.#again()
    }
    const records = this.#events.closed()
    if (typeof records === 'number') return this.#closed(records, end.broken)
    void records.then((all) => this.#closed(all, end.broken))
  }

  #again(): void {
    if (!this.#stopped) this.#retryLater()
    this.#context.changed()
  }

  #closed(records: number, broken: string | undefined): void {
    if (!this.#stopped) {
      const why = this.#dropped?.why ?? broken
      this.#ended = why === undefined
      const fields = { ...this.#where(), lines: records, unit: this.#events.unit, broken: why }
      this.#tell('closed', TAP204(fields))
    }
    this.#again()
  }

  #failed(failure: ConnectFailure): void {
    switch (failure.kind) {
      case 'refused':
        // Who heard that the server has gone knows that it does not listen.
        if (this.#said.startsWith('closed')) return
        return this.#tell('waiting', TAP201({ ...this.#where(), ...failure }))
      case 'unknown':
        return this.#tell('waiting', TAP202({ ...this.#where(), ...failure }))
      case 'unreachable':
        return this.#tell('waiting', TAP208({ ...this.#where(), ...failure }))
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

  #tell(phase: 'waiting' | 'closed', { message, code }: TapError): void {
    if (!this.#say(phase, message, code)) return
    const what = message.split('\n')[0]!
    if (phase === 'closed') this.#report?.stopped(what, this.#dropped?.error)
    else this.#report?.failed(what)
  }

  /** False when it is no news. */
  #say(phase: SourcePhase, text: string, code?: string): boolean {
    const state = `${phase} ${code}`
    if (state === this.#said) return false
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
    return true
  }
}
