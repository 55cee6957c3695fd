import { CARRIAGE_RETURN, LINE_FEED, unifyLineEnds } from './line-ends.ts'

/** How lines are written in bytes: UTF-8, or one of the two UTF-16 that Windows programs write. */
export interface TextForm {
  /** Bytes of one line feed. */
  readonly unit: 1 | 2
  /** The unit that ends at `end`: the last one before it. */
  unitBefore(bytes: Buffer, end: number): number
  /** Where the last line end stands: what is before it are whole lines. 0 when there is none. */
  endOfLines(bytes: Buffer): number
  /** The text as UTF-8, its lines ended by `\n`. May change `bytes`, and may return a part of them. */
  utf8(bytes: Buffer): Buffer
}

export const utf8: TextForm = {
  unit: 1,
  unitBefore: (bytes, end) => bytes[end - 1]!,
  endOfLines: (bytes) => {
    const feed = bytes.lastIndexOf(LINE_FEED) + 1
    // Nearly no text has a carriage return: the forward search is the cheap one to find none.
    return bytes.indexOf(CARRIAGE_RETURN, feed) < 0
      ? feed
      : Math.max(feed, bytes.lastIndexOf(CARRIAGE_RETURN) + 1)
  },
  utf8: unifyLineEnds,
}

const utf16 = (label: 'utf-16le' | 'utf-16be', low: 0 | 1): TextForm => {
  const unitBefore = (bytes: Buffer, end: number): number =>
    bytes[end - 2 + low]! | (bytes[end - 1 - low]! << 8)
  const endOfLines = (bytes: Buffer): number => {
    for (let end = bytes.length & ~1; end > 0; end -= 2) {
      const unit = unitBefore(bytes, end)
      if (unit === LINE_FEED || unit === CARRIAGE_RETURN) return end
    }
    return 0
  }
  const decoder = new TextDecoder(label, { ignoreBOM: true })
  return {
    unit: 2,
    unitBefore,
    endOfLines,
    utf8: (bytes) => unifyLineEnds(Buffer.from(decoder.decode(bytes))),
  }
}

export const utf16le = utf16('utf-16le', 0)
export const utf16be = utf16('utf-16be', 1)
