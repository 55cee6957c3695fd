import type { Block, LineChunk, SourceContext } from '../source.ts'
import { bytesIn, recordsIn } from './chunks-of.ts'
import { LineIntake } from './line-intake.ts'

const blockOf = (number: number, chunks: readonly LineChunk[]): Block => ({
  number,
  content: { kind: 'lines', chunks },
  records: recordsIn(chunks),
  bytes: bytesIn(chunks),
})

/**
 * Arriving lines as numbered blocks, one for each block interval in which some came. No timer closes a block: the next
 * bytes do, when they come in another interval, and `take`. A line belongs to the interval in which its end arrived.
 */
export class LineBlocks {
  readonly #context: Pick<SourceContext, 'clock' | 'zeroTime' | 'blockInterval'>
  readonly #intake = new LineIntake()
  #closed: Block[] = []
  /** Chunks of the open block that left the intake before it closed. */
  #open: LineChunk[] = []
  #cutBytes = 0
  #interval = Number.NaN
  #number = 0
  #records = 0

  constructor(context: Pick<SourceContext, 'clock' | 'zeroTime' | 'blockInterval'>) {
    this.#context = context
  }

  /** Bytes that arrived and were not taken, an unfinished line among them. */
  get buffered(): number {
    return this.#cutBytes + this.#intake.held
  }

  /** Lines so far, all those up to the last `endText` or `take` among them. */
  get records(): number {
    return this.#records
  }

  /** Where the next bytes are to be written. */
  room(): Uint8Array {
    return this.#intake.room()
  }

  /** The next `n` bytes were written into `room()`. */
  filled(n: number): void {
    this.#enterInterval()
    this.#intake.filled(n)
  }

  /** The next bytes, in memory of their own. */
  push(bytes: Uint8Array): void {
    this.#enterInterval()
    this.#intake.push(bytes)
  }

  /** The text is over: its unfinished line is a line. Bytes that come later are a new text. */
  endText(): void {
    this.#enterInterval()
    this.#cut(this.#intake.end())
  }

  /** Everything that came before the call, in whole lines. */
  take(): Block[] {
    this.#close()
    const blocks = this.#closed
    this.#closed = []
    this.#cutBytes = 0
    return blocks
  }

  #enterInterval(): void {
    const { clock, zeroTime, blockInterval } = this.#context
    const interval = Math.floor((clock.now() - zeroTime) / blockInterval)
    if (interval === this.#interval) return
    this.#close()
    this.#interval = interval
  }

  #cut(chunks: readonly LineChunk[]): void {
    this.#open.push(...chunks)
    this.#cutBytes += bytesIn(chunks)
    this.#records += recordsIn(chunks)
  }

  #close(): void {
    this.#cut(this.#intake.cut())
    if (this.#open.length === 0) return
    this.#closed.push(blockOf(this.#number++, this.#open))
    this.#open = []
  }
}
