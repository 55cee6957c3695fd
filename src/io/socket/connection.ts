import { connect, type Socket } from 'node:net'
import type { Clock } from '../../core/clock.ts'
import type { Millis } from '../../core/duration.ts'
import { span } from '../../core/errors/words.ts'
import { connectFailure, type ConnectFailure } from './connect-failure.ts'

/** Systems try for two minutes; a person has given up before. */
const CONNECT_TIMEOUT = 10_000
/** Asks a silent peer whether it is still there: a reader alone would never learn that it vanished. */
const KEEP_ALIVE = 30_000

export interface Target {
  readonly host: string
  readonly port: number
}

export type ConnectionEnd =
  | { readonly kind: 'failed'; readonly failure: ConnectFailure }
  /** `broken` is the system's word for it; absent when the other side closed in good order. */
  | { readonly kind: 'closed'; readonly broken: string | undefined }

/** What happens on a connection, in this order; after `over` nothing more does. */
export interface ConnectionEvents {
  opened(): void
  /** Memory for the next read. */
  room(): Uint8Array
  /** `n` bytes were read into the last `room`. */
  filled(n: number): void
  over(end: ConnectionEnd): void
}

/**
 * One attempt to connect and what comes of it. Bytes are read straight into memory that the receiver gives
 * (`onread`): that costs a third of the processor time of 'data' events.
 */
export class Connection {
  readonly #socket: Socket
  readonly #events: ConnectionEvents
  readonly #cancelTimeout: () => void
  #opened = false
  #finished = false
  #error: Error | undefined
  #failure: ConnectFailure | undefined

  constructor(target: Target, clock: Clock, events: ConnectionEvents) {
    this.#events = events
    this.#cancelTimeout = clock.at((clock.now() + CONNECT_TIMEOUT) as Millis, () => this.#giveUp())
    this.#socket = connect({
      ...target,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE,
      onread: {
        buffer: () => events.room(),
        callback: (n) => {
          events.filled(n)
          return true
        },
      },
    })
      .once('connect', () => this.#open())
      .once('end', () => (this.#finished = true))
      .on('error', (error) => (this.#error = error))
      .once('close', () => this.#over())
  }

  /** Stops reading; the other side's writes soon wait. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Resolves when the socket is gone; `over` has been called by then. */
  async close(): Promise<void> {
    if (this.#socket.closed) return
    const closed = new Promise((resolve) => this.#socket.once('close', resolve))
    this.#socket.destroy()
    await closed
  }

  #open(): void {
    this.#opened = true
    this.#cancelTimeout()
    this.#events.opened()
  }

  #giveUp(): void {
    this.#failure = { kind: 'unreachable', reason: `no answer within ${span(CONNECT_TIMEOUT)}` }
    this.#socket.destroy()
  }

  #over(): void {
    this.#cancelTimeout()
    this.#events.over(this.#opened ? this.#closed() : this.#failed())
  }

  #closed(): ConnectionEnd {
    const broken = (this.#error as NodeJS.ErrnoException | undefined)?.code ?? 'broken off'
    return { kind: 'closed', broken: this.#finished ? undefined : broken }
  }

  #failed(): ConnectionEnd {
    const error = this.#error ?? new Error('given up')
    return { kind: 'failed', failure: this.#failure ?? connectFailure(error) }
  }
}
