import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeChunk, invalidIn } from './decode-lines.ts'

describe('decodeChunk', () => {
  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = new TextEncoder().encode(text)
        expect(decodeChunk(bytes)).toBe(Buffer.from(bytes).toString())
        expect(invalidIn(bytes)).toBe(0)
      }),
    )
  })

  it('reads only its part of the memory', () => {
    const whole = Buffer.from('perché\nno\n')
    expect(decodeChunk(new Uint8Array(whole).subarray(8))).toBe('no\n')
  })
})

describe('invalidIn', () => {
  it('counts what is replaced', () => {
    const bytes = Buffer.from([0x61, 0xff, 0x62, 0xc3, 0x0a, 0xe2, 0x82])
    expect(decodeChunk(bytes)).toBe('a\ufffdb\ufffd\n\ufffd')
    expect(invalidIn(bytes)).toBe(3)
  })

  it('does not count replacement characters that were sent', () => {
    expect(invalidIn(Buffer.from('\ufffd\ufffd'))).toBe(0)
    expect(invalidIn(Buffer.concat([Buffer.from('\ufffd\ufffd'), Buffer.from([0xff])]))).toBe(1)
  })
})
