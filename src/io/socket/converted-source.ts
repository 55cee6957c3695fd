import type { Millis } from '../../core/duration.ts'
import { errorText } from '../../core/errors/error-text.ts'
import { RowBlocks } from '../receiver/row-blocks.ts'
import type { Block, Source, SourceContext } from '../source.ts'
import { ChunkQueue } from './chunk-queue.ts'
import { SocketLink, type SocketOptions } from './socket-link.ts'

/** Makes records of the bytes of one connection; they come in pieces of any size. */
export type Converter<T> = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<T>

/** A converter that is slower than the connection holds it up when so many bytes wait for it. */
const MOST_HELD = 1024 * 1024

/**
 * Records that the user's converter makes of what a TCP server sends: one call for each connection. When it throws, or
 * ends before the connection, that is closed and made again. Law: a connection is made only after the converter of the one
 * before has ended, so records stay in their order.
 */
export class ConvertedSource<T> implements Source {
  readonly name: string
  readonly #link: SocketLink
  readonly #convert: Converter<T>
  /** There are none before the start. */
  #blocks: RowBlocks | undefined
  #queue = new ChunkQueue()
  #converting: Promise<void> = Promise.resolve()
  #recordsBefore = 0
  #paused = false
  #full = false

  constructor(options: SocketOptions, convert: Converter<T>) {
    this.#convert = convert
    this.#link = new SocketLink(options, {
      unit: 'record',
      opened: () => this.#opened(),
      room: () => this.#queue.room(),
      filled: (n) => this.#filled(n),
      closed: () => this.#closed(),
    })
    this.name = this.#link.name
  }

  start(context: SourceContext): void {
    this.#blocks = new RowBlocks(context)
    this.#link.start(context)
  }

  take(_batchTime: Millis): readonly Block[] {
    return this.#blocks?.take() ?? []
  }

  get buffered(): number {
    return (this.#blocks?.buffered ?? 0) + this.#queue.held
  }

  pause(): void {
    this.#paused = true
    this.#link.pause()
  }

  resume(): void {
    this.#paused = false
    if (!this.#full) this.#link.resume()
  }

  acknowledge(): void {}

  async stop(): Promise<void> {
    await this.#link.stop()
    await this.#converting
  }

  get ended(): boolean {
    return this.#link.ended
  }

  get idle(): boolean {
    return this.#link.idle
  }

  #opened(): void {
    this.#full = false
    if (!this.#paused) this.#link.resume()
    this.#recordsBefore = this.#blocks!.records
    this.#converting = this.#run(this.#queue)
  }

  async #run(queue: ChunkQueue): Promise<void> {
    try {
      for await (const record of this.#convert(queue)) {
        this.#blocks!.add(record)
        this.#link.touch()
        this.#goOn()
      }
      if (!queue.ended) this.#link.drop('the converter has ended')
    } catch (error) {
      this.#link.drop(`the converter threw ${errorText(error)}`, error)
    }
  }

  #filled(n: number): void {
    this.#queue.filled(n)
    if (this.#queue.held <= MOST_HELD || this.#full) return
    this.#full = true
    this.#link.pause()
  }

  #goOn(): void {
    if (!this.#full || this.#queue.held > MOST_HELD / 2) return
    this.#full = false
    if (!this.#paused) this.#link.resume()
  }

  async #closed(): Promise<number> {
    this.#queue.end()
    await this.#converting
    // What the converter left is of no use to the next.
    this.#queue = new ChunkQueue()
    return this.#blocks!.records - this.#recordsBefore
  }
}
