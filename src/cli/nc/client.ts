import type { Socket } from 'node:net'

/** Whole lines (or a part of a very long one), shared by all clients: never written into. */
export interface Piece {
  readonly bytes: Buffer
  readonly startsLine: boolean
}

/** At most so much is given to the system at a time; the rest can still be taken back. */
const FLIGHT = 1 << 20

export interface ClientEvents {
  /** The system took what was under way. */
  readonly drained: () => void
  /** It closed its side, or the connection broke, before we ended it. Said once. */
  readonly left: () => void
  /** Nothing is open any more. Said once, for every client. */
  readonly closed: () => void
}

/** One connection with its own queue. A broken connection is a client that left, never an error. */
export class Client {
  readonly name: string
  readonly #socket: Socket
  readonly #events: ClientEvents
  #queue: Piece[] = []
  #flight: Piece[] = []
  #queued = 0
  #begun = false
  #gone = false

  constructor(socket: Socket, events: ClientEvents) {
    this.#socket = socket
    this.#events = events
    const host = socket.remoteAddress ?? 'unknown'
    this.name = `${host.includes(':') ? `[${host}]` : host}:${socket.remotePort ?? 0}`
    socket.on('error', () => socket.destroy())
    socket.on('end', () => this.#leave())
    socket.on('close', () => {
      this.#leave()
      events.closed()
    })
    // What a client sends is read and thrown away: unread bytes would make the system reset the connection at its end.
    socket.resume()
  }

  /** Bytes not yet taken by the system. */
  get queued(): number {
    return this.#queued
  }

  /** What may not have reached the client, oldest first. */
  get unsent(): readonly Piece[] {
    return [...this.#flight, ...this.#queue]
  }

  /** A client that comes in the middle of a line starts at the next one. */
  send(piece: Piece): void {
    if (this.#gone) return
    const bytes = this.#begun ? piece.bytes : fromLineStart(piece)
    if (bytes.length === 0) return
    this.#begun = true
    this.#queue.push(bytes === piece.bytes ? piece : { bytes, startsLine: true })
    this.#queued += bytes.length
    if (this.#flight.length === 0) this.#fly()
  }

  /** Forgets what waits, and ends the connection with `lastWords` behind what is under way. */
  end(lastWords = ''): void {
    this.#gone = true
    this.#queue = []
    if (!this.#socket.writableEnded) this.#socket.end(lastWords)
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #fly(): void {
    let size = 0
    while (this.#queue.length > 0 && size < FLIGHT) {
      const piece = this.#queue.shift()!
      size += piece.bytes.length
      this.#flight.push(piece)
    }
    if (size === 0) return
    const last = this.#flight.length - 1
    this.#socket.cork()
    for (const [i, { bytes }] of this.#flight.entries()) {
      this.#socket.write(bytes, i === last ? (error) => error ?? this.#landed(size) : undefined)
    }
    this.#socket.uncork()
  }

  #landed(size: number): void {
    this.#flight = []
    this.#queued -= size
    this.#fly()
    this.#events.drained()
  }

  #leave(): void {
    if (this.#gone) return
    this.#gone = true
    this.#events.left()
    this.#queue = []
  }
}

const fromLineStart = ({ bytes, startsLine }: Piece): Buffer => {
  if (startsLine) return bytes
  const newline = bytes.indexOf(10)
  return newline < 0 ? bytes.subarray(0, 0) : bytes.subarray(newline + 1)
}
