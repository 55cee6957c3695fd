import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { countLines } from './count-lines.ts'

const naive = (bytes: Uint8Array): number => bytes.filter((byte) => byte === 10).length

/** Bytes near a line feed in value or in bits, where tricks with words go wrong. */
const byte = fc.oneof(fc.constantFrom(10, 10, 0x0b, 0x8a, 0, 0x80, 0xff, 0x75, 0xf5), fc.nat(255))

it('counts as a plain loop does, whatever the bytes and the alignment', () => {
  fc.assert(
    fc.property(
      fc.array(byte, { maxLength: 5000, size: 'max' }),
      fc.nat(9),
      fc.nat(9),
      (bytes, from, less) => {
        const all = Uint8Array.from(bytes)
        const part = all.subarray(from, Math.max(from, all.length - less))
        expect(countLines(part)).toBe(naive(part))
      },
    ),
    { numRuns: 300 },
  )
})

it('counts a large block of nothing else', () => {
  for (const offset of [0, 1, 2, 3]) {
    expect(countLines(Buffer.alloc(1_000_003, 10).subarray(offset))).toBe(1_000_003 - offset)
    expect(countLines(Buffer.alloc(100_001, 0x8a).subarray(offset))).toBe(0)
  }
})
