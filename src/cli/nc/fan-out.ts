import type { Socket } from 'node:net'

import type { Clock } from '../../core/clock.ts'
import { Client, type Piece } from './client.ts'
import type { SlowMode } from './options.ts'
import { Turnstile } from './turnstile.ts'

/** While some client has no more than this before it, there is a reason to read on. */
const LOW = 1 << 20

/** How long a connection may take to close once everything was handed over, in ms. */
const GRACE = 500

export interface FanOutSettings {
  readonly clock: Clock
  readonly slow: SlowMode
  /** Nothing is sent into the void: what no client took is kept for the next one (piped input, files). */
  readonly keep: boolean
  /** Most bytes that may wait for one client. */
  readonly queueBytes: number
  /** After so many ms without progress the slowest client is named. */
  readonly patience: number
  /** So many ms after the first client the input starts: clients that come together start together, and a probe is gone. */
  readonly settle: number
  /** Names of those who are connected, after each change; a line about the change follows. */
  connected(names: readonly string[]): void
  say(line: string): void
}

/**
 * Gives the same buffers to every client. Laws: each client gets every byte from the moment it is there, from a line
 * start on; no queue grows over its bound; who leaves stops nobody; with `keep`, what the last client that left did not
 * take goes to the next one, from the start of the first piece that may not have arrived.
 */
export class FanOut {
  readonly #settings: FanOutSettings
  readonly #clients = new Set<Client>()
  /** Those who left or were dropped too, until their connection is closed. */
  readonly #open = new Set<Client>()
  readonly #named = new WeakSet<Client>()
  readonly #changes: Turnstile
  #pending: Piece[] = []
  #atLineStart = true
  #settled = false
  #stalled = false
  #stopped = false
  #saidAllLeft = false

  constructor(settings: FanOutSettings) {
    this.#settings = settings
    this.#changes = new Turnstile(settings.clock)
  }

  join(socket: Socket): void {
    if (this.#stopped) {
      socket.destroy()
      return
    }
    const client = new Client(socket, {
      drained: () => {
        this.#stalled = false
        this.#changes.turn()
      },
      left: () => this.#leave(client),
      closed: () => {
        this.#open.delete(client)
        this.#changes.turn()
      },
    })
    this.#open.add(client)
    this.#clients.add(client)
    if (this.#clients.size === 1) this.#settle()
    this.#tell(`${client.name} connected`)
  }

  /** Resolves when somebody is there to send to (at once without `keep`). */
  ready(): Promise<void> {
    return this.#until(() => this.#someoneIsThere())
  }

  /** Resolves when the piece is in every client's queue, which may mean to wait for room, or for a client. */
  deliver(bytes: Buffer): Promise<void> {
    this.#pending.push({ bytes, startsLine: this.#atLineStart })
    this.#atLineStart = bytes.at(-1) === 10
    return this.#sendPending()
  }

  /** Resolves when everything is with the clients and all connections are closed. */
  async finish(): Promise<void> {
    do {
      await this.#sendPending()
      await this.#until(() => this.#allTaken() || this.#mayDropStalled())
      if (!this.#allTaken()) this.#dropWhere((client) => client.queued > 0)
    } while (this.#pending.length > 0 && !this.#stopped)
    await this.stop()
  }

  /** Ends every connection, whatever still waits; who has not closed it a moment later is cut off. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const client of this.#clients) client.end()
    this.#clients.clear()
    this.#changes.turn()
    const cutOff = (): void => {
      for (const client of this.#open) client.destroy()
    }
    await this.#changes.until(() => this.#open.size === 0, GRACE, cutOff)
  }

  async #sendPending(): Promise<void> {
    while (this.#pending.length > 0) {
      await this.#until(() => this.#mayGo())
      if (this.#stopped) return
      const size = this.#pending[0]!.bytes.length
      if (this.#settings.slow === 'drop') this.#dropWhere((client) => !this.#hasRoom(client, size))
      if (this.#settings.keep && this.#clients.size === 0) continue
      const piece = this.#pending.shift()!
      for (const client of this.#clients) client.send(piece)
    }
  }

  /** Nobody who reads waits for more, or (with `wait`) somebody's queue is full: then the input has to wait. */
  #mayGo(): boolean {
    if (!this.#someoneIsThere()) return false
    if (this.#clients.size === 0 || this.#mayDropStalled()) return true
    const clients = [...this.#clients]
    const size = this.#pending[0]?.bytes.length ?? 0
    return (
      clients.some(({ queued }) => queued <= LOW) &&
      (this.#settings.slow === 'drop' || clients.every((client) => this.#hasRoom(client, size)))
    )
  }

  #someoneIsThere(): boolean {
    return !this.#settings.keep || (this.#clients.size > 0 && this.#settled)
  }

  #hasRoom(client: Client, size: number): boolean {
    return client.queued === 0 || client.queued + size <= this.#settings.queueBytes
  }

  #allTaken(): boolean {
    return this.#pending.length > 0 || [...this.#clients].every(({ queued }) => queued === 0)
  }

  #mayDropStalled(): boolean {
    return this.#stalled && this.#settings.slow === 'drop'
  }

  #leave(client: Client): void {
    if (!this.#clients.delete(client)) return
    this.#keepUnsent(client)
    this.#tell(`${client.name} left`)
    if (this.#clients.size > 0 || !this.#settings.keep || this.#saidAllLeft) return
    this.#saidAllLeft = true
    this.#settings.say('all clients have left: the rest of the input waits for the next one')
  }

  #dropWhere(isSlow: (client: Client) => boolean): void {
    for (const client of [...this.#clients].filter(isSlow)) {
      this.#clients.delete(client)
      this.#keepUnsent(client)
      const why = `did not read (${megabytes(client.queued)} waited for it)`
      this.#tell(`${client.name} was disconnected: it ${why}`)
      client.end(`tap nc: disconnected, because this client ${why}\n`)
    }
  }

  #keepUnsent(client: Client): void {
    if (this.#settings.keep && this.#clients.size === 0) this.#pending.unshift(...client.unsent)
  }

  #tell(event: string): void {
    const names = [...this.#clients].map(({ name }) => name)
    this.#settings.connected(names)
    this.#settings.say(`${event} (${names.length === 1 ? '1 client' : `${names.length} clients`})`)
    this.#changes.turn()
  }

  #settle(): void {
    const { clock, settle } = this.#settings
    this.#settled = settle === 0
    if (this.#settled) return
    clock.at(clock.now() + settle, () => {
      this.#settled = true
      this.#changes.turn()
    })
  }

  #until(condition: () => boolean): Promise<void> {
    const { patience } = this.#settings
    const met = (): boolean => this.#stopped || condition()
    return this.#changes.until(met, patience, () => this.#nameTheSlowest())
  }

  #nameTheSlowest(): void {
    const [slowest] = [...this.#clients].sort((a, b) => b.queued - a.queued)
    if (slowest === undefined || slowest.queued === 0) return
    this.#stalled = true
    if (this.#settings.slow === 'drop' || this.#named.has(slowest)) return
    this.#named.add(slowest)
    const { patience, say } = this.#settings
    const waits = megabytes(slowest.queued)
    say(
      `waiting for ${slowest.name}, which did not read for ${patience / 1000} s (${waits} wait for it)`,
    )
  }
}

const megabytes = (bytes: number): string => `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`
