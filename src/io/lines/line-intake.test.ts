import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineChunk } from '../source.ts'
import { arbitraryText, encodings } from './arbitrary-text.ts'
import { decodeChunk } from './decode-lines.ts'
import { javaLines } from './java-lines.ts'
import { LineIntake } from './line-intake.ts'

const linesIn = (chunks: readonly LineChunk[]): string[] =>
  chunks.flatMap(({ bytes }) => decodeChunk(bytes).split('\n').slice(0, -1))

/** Writes as a socket does: into the memory asked for before, and only as much as is there. */
const write = (intake: LineIntake, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length;) {
    const room = intake.room()
    const part = bytes.subarray(at, at + room.length)
    room.set(part)
    intake.filled(part.length)
    at += part.length
  }
}

/** Where the bytes are split into reads (as fractions), and after which reads the lines are cut. */
const arbitrarySplit = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.boolean() }),
  { maxLength: 12 },
)

describe.each(Object.entries(encodings))('LineIntake, %s', (_, encode) => {
  it("gives Java's lines, however the bytes come and whenever they are cut", () => {
    fc.assert(
      fc.property(arbitraryText, arbitrarySplit, (text, split) => {
        const bytes = encode(text)
        const intake = new LineIntake()
        const chunks: LineChunk[] = []
        let from = 0
        for (const { at, cut } of split.toSorted((a, b) => a.at - b.at)) {
          const to = Math.round(at * bytes.length)
          write(intake, bytes.subarray(from, to))
          from = to
          if (cut) chunks.push(...intake.cut())
        }
        write(intake, bytes.subarray(from))
        chunks.push(...intake.end())
        const wanted = javaLines(text.toWellFormed())
        expect(linesIn(chunks)).toEqual(wanted)
        expect(chunks.reduce((sum, { records }) => sum + records, 0)).toBe(wanted.length)
        expect(intake.held).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  it('gives the same lines byte by byte, cut after each', () => {
    const text = 'uno\r\ndue\rtre\n\r\n\n€ 𝄞\r'
    const intake = new LineIntake()
    const chunks = [...encode(text)].flatMap((byte) => {
      write(intake, Uint8Array.of(byte))
      return intake.cut()
    })
    expect(linesIn([...chunks, ...intake.end()])).toEqual(javaLines(text))
  })

  it('carries lines from slab to slab, and lines longer than several', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${i} è ${'x'.repeat(i % 211)}`)
    lines.splice(1500, 0, 'y'.repeat(500_000))
    const intake = new LineIntake()
    const chunks: LineChunk[] = []
    const bytes = encode(lines.join('\n'))
    for (let at = 0; at < bytes.length; at += 30_011) {
      write(intake, bytes.subarray(at, at + 30_011))
      if (at % 7 === 0) chunks.push(...intake.cut())
    }
    chunks.push(...intake.end())
    expect(linesIn(chunks)).toEqual(lines)
  })
})

describe('LineIntake', () => {
  it('gives a line as soon as its end is there, and keeps the rest', () => {
    const intake = new LineIntake()
    write(intake, Buffer.from('one\ntwo\rthr'))
    expect(linesIn(intake.cut())).toEqual(['one', 'two'])
    expect(intake.held).toBe(3)
    write(intake, Buffer.from('ee\n'))
    expect(linesIn(intake.cut())).toEqual(['three'])
    expect(intake.held).toBe(0)
  })

  it('leaves memory that a reader holds alone when lines are cut', () => {
    const intake = new LineIntake()
    write(intake, Buffer.from('one\ntw'))
    const room = intake.room()
    expect(linesIn(intake.cut())).toEqual(['one'])
    room.set(Buffer.from('o\n'))
    intake.filled(2)
    expect(linesIn(intake.cut())).toEqual(['two'])
  })

  it('copies nothing of a text without carriage returns', () => {
    const intake = new LineIntake()
    const room = intake.room()
    write(intake, Buffer.from('one\ntwo\n'))
    const [chunk] = intake.cut()
    expect(chunk!.bytes.buffer).toBe(room.buffer)
  })

  it('reads the encoding of each text anew', () => {
    const intake = new LineIntake()
    write(intake, Buffer.from('\ufeffciò', 'utf16le'))
    expect(linesIn(intake.end())).toEqual(['ciò'])
    write(intake, Buffer.from('perché'))
    expect(linesIn(intake.end())).toEqual(['perché'])
    write(intake, Buffer.from('a\r'))
    expect(linesIn(intake.end())).toEqual(['a'])
    write(intake, Buffer.from('\nb'))
    expect(linesIn(intake.end())).toEqual(['', 'b'])
  })

  it('always has room for a read', () => {
    const intake = new LineIntake()
    for (let i = 0; i < 200; i++) {
      expect(intake.room().length).toBeGreaterThanOrEqual(16 * 1024)
      intake.filled(Math.min(intake.room().length, 5000))
    }
  })

  it('replaces half a UTF-16 unit at the end', () => {
    const intake = new LineIntake()
    write(intake, Buffer.concat([Buffer.from('\ufeffa\n', 'utf16le'), Uint8Array.of(0x62)]))
    expect(linesIn(intake.end())).toEqual(['a', '\ufffd'])
  })
})
