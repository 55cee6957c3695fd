import type { FileReader, FileSystem } from '../file-system.ts'
import { CHUNK_SIZE } from './chunks-of.ts'
import { linesOf } from './lines-of.ts'
import { LINE_FEED } from './line-ends.ts'

/** What is read ahead at once; text is made of it in smaller pieces. */
const PIECE = 1024 * 1024
/** What is read where no reading ahead is needed: it is still in the processor's caches when text is made of it. */
const SYNC_PIECE = 64 * 1024
/** A little more is no reason for a piece of its own: what was read, with the line that was left before it. */
const SLACK = 16 * 1024
/** Room before each piece for the unfinished line of the piece before. */
const ROOM = CHUNK_SIZE

export interface Split {
  readonly file: { readonly path: string; readonly size: number }
  readonly start: number
  readonly end: number
}

const isUtf16 = (head: Uint8Array): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)

const isUtf8Mark = (head: Uint8Array): boolean =>
  head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf

const unified = (text: string): string =>
  text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text

/**
 * The lines that begin in [start, end) of a file, as text of whole lines in pieces of about 64 KB. Stores that cannot
 * answer at once are read ahead, a megabyte while the present one is worked on. A UTF-16 file is read whole by the
 * split that begins at 0.
 */
export class SplitReader {
  readonly #fs: FileSystem
  readonly #split: Split
  readonly #decode: (bytes: Uint8Array) => string
  #file: FileReader | undefined
  /** Unread bytes are [at, filled), whole lines of the split [at, whole); byte i lies at i + shift in the file. */
  #buffer: Buffer = Buffer.alloc(0)
  #at = 0
  #whole = 0
  #filled = 0
  #shift = 0
  #position = 0
  #piece = PIECE
  #spare: Buffer = Buffer.alloc(0)
  #ahead: Promise<number> | undefined
  /** The first line belongs to the split before. */
  #skipping = false
  /** Nothing is to be read any more. */
  #done = false
  #texts: string[] = []

  constructor(fs: FileSystem, split: Split, decode: (bytes: Uint8Array) => string) {
    this.#fs = fs
    this.#split = split
    this.#decode = decode
  }

  /** The next piece, if it is at hand. */
  ready(): string | undefined {
    if (this.#texts.length > 0) return this.#texts.shift()
    while (this.#at >= this.#whole) {
      if (this.#done || this.#file?.readSync === undefined) return undefined
      this.#arrive(this.#file.readSync(this.#room(), this.#position))
    }
    const to = this.#at + CHUNK_SIZE
    let end = this.#whole
    if (to + SLACK < end) {
      end = this.#buffer.lastIndexOf(LINE_FEED, to - 1) + 1
      if (end <= this.#at) end = this.#buffer.indexOf(LINE_FEED, to) + 1
    }
    const text = this.#decode(this.#buffer.subarray(this.#at, end))
    this.#at = end
    return unified(text)
  }

  /** The next piece after reading; undefined at the end of the split, where the file is closed. */
  async more(): Promise<string | undefined> {
    try {
      if (this.#file === undefined && !this.#done) await this.#open()
      for (;;) {
        const text = this.ready()
        if (text !== undefined) return text
        if (this.#done) break
        await this.#fill()
      }
    } catch (error) {
      await this.close()
      throw error
    }
    await this.close()
    return undefined
  }

  async #open(): Promise<void> {
    const { file, start } = this.#split
    this.#file = await this.#fs.open(file.path)
    const head = Buffer.alloc(3)
    const n = await this.#file.read(head, 0)
    if (n >= 2 && isUtf16(head)) return this.#readWhole()
    this.#skipping = start > 0
    // One byte before the split tells whether a line begins right at its start.
    if (start > 0) this.#position = start - 1
    else this.#position = isUtf8Mark(head) ? 3 : 0
    this.#piece = this.#file.readSync === undefined ? PIECE : SYNC_PIECE
    this.#spare = this.#fresh()
  }

  #fresh(): Buffer {
    return Buffer.allocUnsafeSlow(ROOM + this.#piece)
  }

  /** Where bytes are read to: behind the room for an unfinished line. */
  #room(): Buffer {
    return this.#spare.subarray(ROOM, ROOM + this.#piece)
  }

  async #readWhole(): Promise<void> {
    this.#done = true
    if (this.#split.start > 0) return
    const bytes = Buffer.alloc(this.#split.file.size)
    let filled = 0
    for (let n = 1; n > 0 && filled < bytes.length; filled += n) {
      n = await this.#file!.read(bytes.subarray(filled), filled)
    }
    const { chunks } = linesOf(bytes.subarray(0, filled))
    this.#texts = chunks.map((chunk) => this.#decode(chunk.bytes))
  }

  #read(): Promise<number> {
    return this.#file!.read(this.#room(), this.#position)
  }

  /** Takes what was read ahead, and reads ahead again. */
  async #fill(): Promise<void> {
    const n = await (this.#ahead ?? this.#read())
    this.#ahead = undefined
    this.#arrive(n)
    if (this.#done) return
    this.#ahead = this.#read()
    // It may fail while nobody waits; whoever fills next is told.
    this.#ahead.catch(() => undefined)
  }

  /** Puts the unfinished line before the bytes that were read. */
  #arrive(n: number): void {
    const rest = this.#buffer.subarray(this.#at, this.#filled)
    const old = this.#buffer
    if (rest.length <= ROOM) {
      rest.copy(this.#spare, ROOM - rest.length)
      this.#buffer = this.#spare
      this.#at = ROOM - rest.length
      this.#spare = old.length === ROOM + this.#piece ? old : this.#fresh()
    } else {
      this.#buffer = Buffer.concat([rest, this.#spare.subarray(ROOM, ROOM + n), Buffer.alloc(1)])
      this.#at = 0
    }
    this.#filled = this.#at + rest.length + n
    this.#position += n
    this.#shift = this.#position - this.#filled
    this.#mark(n === 0)
  }

  /** How far whole lines of this split reach. */
  #mark(eof: boolean): void {
    if (this.#skipping && !this.#skip()) {
      this.#done = eof
      return
    }
    if (eof && this.#filled > this.#at && this.#buffer[this.#filled - 1] !== LINE_FEED) {
      this.#buffer[this.#filled++] = LINE_FEED
    }
    this.#whole = Math.max(this.#at, this.#last() + 1)
    this.#done = eof
    // The line that holds the split's last byte still belongs to it.
    const border = Math.max(this.#split.end - 1 - this.#shift, this.#at)
    if (this.#split.end <= this.#at + this.#shift) this.#whole = this.#at
    else if (border < this.#whole) {
      this.#whole = this.#buffer.indexOf(LINE_FEED, border) + 1
    } else return
    this.#done = true
  }

  #last(): number {
    return this.#filled === 0 ? -1 : this.#buffer.lastIndexOf(LINE_FEED, this.#filled - 1)
  }

  /** Goes past the first line end; false when there is none yet. */
  #skip(): boolean {
    const end = this.#buffer.indexOf(LINE_FEED, this.#at)
    const found = end >= 0 && end < this.#filled
    this.#at = found ? end + 1 : this.#filled
    this.#whole = this.#at
    this.#skipping = !found
    return found
  }

  /** Closes the file, wherever the reading stands. */
  async close(): Promise<void> {
    this.#done = true
    const file = this.#file
    this.#file = undefined
    await this.#ahead?.catch(() => 0)
    await file?.close()
  }
}
