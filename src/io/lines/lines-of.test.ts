import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineChunk } from '../source.ts'
import { arbitraryText, encodings } from './arbitrary-text.ts'
import { CHUNK_SIZE } from './chunks-of.ts'
import { decodeChunk } from './decode-lines.ts'
import { javaLines } from './java-lines.ts'
import { linesOf } from './lines-of.ts'

const textOf = (chunks: readonly LineChunk[]): string =>
  chunks.map(({ bytes }) => decodeChunk(bytes)).join('')

const asLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

describe.each(Object.entries(encodings))('linesOf %s', (_, encode) => {
  it("gives Java's lines", () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        const bytes = encode(text)
        const before = Buffer.from(bytes)
        const { chunks, records } = linesOf(bytes)
        const wanted = javaLines(text.toWellFormed())
        expect(textOf(chunks)).toBe(asLines(wanted))
        expect(records).toBe(wanted.length)
        expect(bytes.equals(before)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('linesOf', () => {
  const lines = Array.from({ length: 9000 }, (_, i) => `${i} ${'x'.repeat(i % 97)}`)

  it('cuts large files into chunks of whole lines that share the memory of the file', () => {
    const bytes = Buffer.from(asLines(lines))
    const { chunks, records } = linesOf(bytes)
    expect(records).toBe(9000)
    expect(textOf(chunks)).toBe(bytes.toString())
    expect(chunks.length).toBe(Math.ceil(bytes.length / CHUNK_SIZE))
    for (const chunk of chunks) {
      expect(chunk.bytes.length).toBeLessThanOrEqual(CHUNK_SIZE)
      expect(chunk.bytes.buffer).toBe(bytes.buffer)
    }
  })

  it('copies only the last line when it has no end', () => {
    const bytes = Buffer.from(asLines(lines) + 'fine')
    const { chunks } = linesOf(bytes)
    expect(decodeChunk(chunks.at(-1)!.bytes)).toBe('fine\n')
    expect(chunks[0]!.bytes.buffer).toBe(bytes.buffer)
  })

  it('keeps a line longer than a chunk whole', () => {
    const long = 'y'.repeat(3 * CHUNK_SIZE)
    const { chunks } = linesOf(Buffer.from(`a\n${long}\nb\n`))
    expect(chunks.map(({ bytes }) => bytes.length)).toEqual([2, long.length + 1, 2])
  })

  it('finds no line in nothing', () => {
    expect(linesOf(new Uint8Array(0))).toEqual({ chunks: [], records: 0 })
    expect(linesOf(Uint8Array.of(0xff, 0xfe))).toEqual({ chunks: [], records: 0 })
  })

  it('takes the beginning of a byte order mark for what it is: bytes that are no text', () => {
    expect(textOf(linesOf(Uint8Array.of(0xef, 0xbb)).chunks)).toBe('\ufffd\n')
  })
})
