import type { LineChunk } from '../source.ts'
import { startOf, UNMARKED } from './byte-order-mark.ts'
import { bytesIn, chunksOf } from './chunks-of.ts'
import { CARRIAGE_RETURN, LINE_FEED } from './line-ends.ts'
import type { TextForm } from './text-form.ts'

/**
 * Larger slabs are slower: they leave the second-level cache before their lines are counted. Slabs are not reused:
 * a pool gained about a tenth, but a window may hold a chunk for as long as it likes.
 */
const SLAB_SIZE = 64 * 1024
/** Less room than this makes reads too small. */
const LEAST_ROOM = 16 * 1024

const NEWLINE = Buffer.from('\n')

/**
 * Makes arriving bytes into chunks of whole lines without copying them: the reader writes into `room()` and says with
 * `filled` how much it wrote. Law: memory handed out by `room` stays valid until the next call of `room`, and no call
 * changes what is before it except the lines it cuts off.
 */
export class LineIntake {
  #slab = Buffer.alloc(0)
  /** What arrived and is in no chunk yet: `[#from, #to)` of the slab. */
  #from = 0
  #to = 0
  #form: TextForm | undefined
  /** The last line ended with a `\r` that was the last byte known: a `\n` that follows belongs to it. */
  #afterReturn = false
  #chunks: LineChunk[] = []
  #chunkBytes = 0

  /** Bytes that arrived and were not yet given away by `cut` or `end`. */
  get held(): number {
    return this.#chunkBytes + this.#to - this.#from
  }

  /** Free memory for the next read, at least 16 KB. */
  room(): Uint8Array {
    if (this.#slab.length - this.#to < LEAST_ROOM) this.#renew()
    return this.#slab.subarray(this.#to)
  }

  /** The reader wrote the first `n` bytes of the last `room()`. */
  filled(n: number): void {
    this.#to += n
  }

  /** For readers that bring their own memory. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const room = this.room()
      const part = bytes.subarray(at, at + room.length)
      room.set(part)
      this.filled(part.length)
      at += part.length
    }
  }

  /** The lines that arrived whole; an unfinished one waits for its end. */
  cut(): LineChunk[] {
    this.#cutLines()
    const chunks = this.#chunks
    this.#chunks = []
    this.#chunkBytes = 0
    return chunks
  }

  /** The same at the end of the text: an unfinished line is a line. What comes after it is a new text. */
  end(): LineChunk[] {
    this.#form ??= this.#begin(startOf(this.#waiting()) ?? UNMARKED)
    this.#cutLines()
    const rest = this.#waiting()
    if (rest.length > 0) this.#keep(Buffer.concat([this.#form.utf8(Buffer.from(rest)), NEWLINE]))
    this.#from = this.#to
    this.#form = undefined
    this.#afterReturn = false
    return this.cut()
  }

  #waiting(): Buffer {
    return this.#slab.subarray(this.#from, this.#to)
  }

  /** A fresh slab that starts with the unfinished line, and is twice as large as it if need be. */
  #renew(): void {
    this.#cutLines()
    const rest = this.#waiting()
    const slab = Buffer.allocUnsafeSlow(Math.max(SLAB_SIZE, rest.length * 2))
    slab.set(rest)
    this.#slab = slab
    this.#from = 0
    this.#to = rest.length
  }

  #begin(start: { form: TextForm; mark: number }): TextForm {
    this.#from += start.mark
    return start.form
  }

  #cutLines(): void {
    if (this.#form === undefined) {
      const start = startOf(this.#waiting())
      if (start === undefined) return
      this.#form = this.#begin(start)
    }
    const form = this.#form
    this.#dropFeed(form)
    const waiting = this.#waiting()
    const end = form.endOfLines(waiting)
    if (end === 0) return
    this.#afterReturn =
      form.unitBefore(waiting, end) === CARRIAGE_RETURN && end > waiting.length - form.unit
    this.#from += end
    this.#keep(form.utf8(waiting.subarray(0, end)))
  }

  /** The `\n` of a `\r\n` whose `\r` was cut off before it came. */
  #dropFeed(form: TextForm): void {
    if (!this.#afterReturn || this.#to - this.#from < form.unit) return
    this.#afterReturn = false
    const end = this.#from + form.unit
    if (form.unitBefore(this.#slab, end) === LINE_FEED) this.#from = end
  }

  #keep(lines: Buffer): void {
    const chunks = chunksOf(lines)
    this.#chunks.push(...chunks)
    this.#chunkBytes += bytesIn(chunks)
  }
}
