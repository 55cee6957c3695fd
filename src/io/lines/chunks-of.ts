import type { LineChunk } from '../source.ts'
import { countLines } from './count-lines.ts'
import { LINE_FEED } from './line-ends.ts'

/** Beyond this the strings made of a chunk no longer stay in the processor's caches. */
export const CHUNK_SIZE = 64 * 1024

const chunkEnd = (bytes: Buffer, from: number): number => {
  const limit = from + CHUNK_SIZE
  if (limit >= bytes.length) return bytes.length
  const end = bytes.lastIndexOf(LINE_FEED, limit - 1) + 1
  return end > from ? end : bytes.indexOf(LINE_FEED, limit) + 1
}

/** Cuts whole lines (the last byte is `\n`) into chunks of at most 64 KB, or of one longer line. Copies nothing. */
export const chunksOf = (bytes: Buffer): LineChunk[] => {
  const chunks: LineChunk[] = []
  for (let from = 0; from < bytes.length;) {
    const end = chunkEnd(bytes, from)
    const lines = bytes.subarray(from, end)
    chunks.push({ bytes: lines, records: countLines(lines) })
    from = end
  }
  return chunks
}

export const recordsIn = (chunks: readonly LineChunk[]): number =>
  chunks.reduce((sum, chunk) => sum + chunk.records, 0)

export const bytesIn = (chunks: readonly LineChunk[]): number =>
  chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0)
