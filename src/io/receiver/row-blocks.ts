import type { Block, SourceContext } from '../source.ts'
import { rowSize } from './row-size.ts'

/**
 * Arriving records as numbered blocks, one for each block interval in which some came, and one for each group of records
 * that is stored as a whole. No timer closes a block: the next record does, and `take`.
 */
export class RowBlocks {
  readonly #context: Pick<SourceContext, 'clock' | 'zeroTime' | 'blockInterval'>
  #closed: Block[] = []
  #open: unknown[] = []
  #openBytes = 0
  #buffered = 0
  #interval = Number.NaN
  #number = 0
  #records = 0

  constructor(context: Pick<SourceContext, 'clock' | 'zeroTime' | 'blockInterval'>) {
    this.#context = context
  }

  /** Bytes of what was not taken, about. */
  get buffered(): number {
    return this.#buffered
  }

  /** Records so far. */
  get records(): number {
    return this.#records
  }

  add(row: unknown): void {
    this.#enterInterval()
    const bytes = rowSize(row)
    this.#open.push(row)
    this.#records++
    this.#openBytes += bytes
    this.#buffered += bytes
  }

  /** One block of its own, behind what came before. */
  addBlock(rows: readonly unknown[]): void {
    this.#close()
    for (const row of rows) this.add(row)
    this.#close()
  }

  /** Everything that came before the call. */
  take(): Block[] {
    this.#close()
    const blocks = this.#closed
    this.#closed = []
    this.#buffered = 0
    return blocks
  }

  #enterInterval(): void {
    const { clock, zeroTime, blockInterval } = this.#context
    const interval = Math.floor((clock.now() - zeroTime) / blockInterval)
    if (interval === this.#interval) return
    this.#close()
    this.#interval = interval
  }

  #close(): void {
    if (this.#open.length === 0) return
    const rows = this.#open
    this.#closed.push({
      number: this.#number++,
      content: { kind: 'rows', rows },
      records: rows.length,
      bytes: this.#openBytes,
    })
    this.#open = []
    this.#openBytes = 0
  }
}
