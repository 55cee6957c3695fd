import type { Millis } from '../../core/duration.ts'
import { LineBlocks } from '../lines/line-blocks.ts'
import type { Block, Source, SourceContext } from '../source.ts'
import { SocketLink, type SocketOptions } from './socket-link.ts'

/**
 * The lines that a TCP server sends. Waits quietly for the server and connects again when it is lost (`SocketLink`). A
 * last line without its end counts when the connection ends. TAP209 when the port is none.
 */
export class SocketSource implements Source {
  readonly name: string
  readonly #link: SocketLink
  /** There are none before the start. */
  #blocks: LineBlocks | undefined
  #linesBefore = 0

  constructor(options: SocketOptions) {
    this.#link = new SocketLink(options, {
      unit: 'line',
      opened: () => (this.#linesBefore = this.#blocks!.records),
      room: () => this.#blocks!.room(),
      filled: (n) => this.#blocks!.filled(n),
      closed: () => {
        this.#blocks!.endText()
        return this.#blocks!.records - this.#linesBefore
      },
    })
    this.name = this.#link.name
  }

  start(context: SourceContext): void {
    this.#blocks = new LineBlocks(context)
    this.#link.start(context)
  }

  take(_batchTime: Millis): readonly Block[] {
    return this.#blocks?.take() ?? []
  }

  get buffered(): number {
    return this.#blocks?.buffered ?? 0
  }

  pause(): void {
    this.#link.pause()
  }

  resume(): void {
    this.#link.resume()
  }

  acknowledge(): void {}

  stop(): Promise<void> {
    return this.#link.stop()
  }

  get ended(): boolean {
    return this.#link.ended
  }

  get idle(): boolean {
    return this.#link.idle
  }
}
