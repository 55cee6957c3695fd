import type { LineChunk } from '../source.ts'
import { asBuffer } from './as-buffer.ts'
import { startOf, UNMARKED } from './byte-order-mark.ts'
import { chunksOf, recordsIn } from './chunks-of.ts'
import { CARRIAGE_RETURN, LINE_FEED } from './line-ends.ts'
import { utf8 } from './text-form.ts'

const NEWLINE = Buffer.from('\n')

/** The bytes as UTF-8 with `\n` line ends, the same memory when they are that already. */
const plainText = (bytes: Buffer): Buffer => {
  const { form, mark } = startOf(bytes) ?? UNMARKED
  const text = bytes.subarray(mark)
  if (form !== utf8) return form.utf8(text)
  return text.includes(CARRIAGE_RETURN) ? form.utf8(Buffer.from(text)) : text
}

/** Where the line begins that has no end, or the length when all lines are ended. */
const startOfRest = (text: Buffer): number => text.lastIndexOf(LINE_FEED) + 1

/**
 * A whole file as chunks of whole lines: UTF-8, or UTF-16 by its byte order mark; lines end with `\n`, `\r\n` or `\r`,
 * the last one also with the file. The bytes are not changed; the chunks share their memory where they can.
 */
export const linesOf = (bytes: Uint8Array): { chunks: LineChunk[]; records: number } => {
  const text = plainText(asBuffer(bytes))
  const rest = startOfRest(text)
  const chunks = chunksOf(text.subarray(0, rest))
  if (rest < text.length) {
    chunks.push({ bytes: Buffer.concat([text.subarray(rest), NEWLINE]), records: 1 })
  }
  return { chunks, records: recordsIn(chunks) }
}
