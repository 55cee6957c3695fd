import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentHash } from './content-hash.ts'

it('is 32 hex digits, the same for the same content, as text or as bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(contentHash(text)).toMatch(/^[0-9a-f]{32}$/)
      expect(contentHash(Buffer.from(text))).toBe(contentHash(text))
    }),
  )
})

it('tells contents apart that differ in one bit, in length, or in order', () => {
  const seen = new Set<string>()
  const base = Buffer.from('const words = lines.flatMap((line) => line.split(" "))\n')
  for (let bit = 0; bit < base.length * 8; bit++) {
    const changed = Buffer.from(base)
    changed[bit >> 3]! ^= 1 << (bit & 7)
    seen.add(contentHash(changed))
  }
  for (let n = 0; n < 2000; n++) seen.add(contentHash('\0'.repeat(n)))
  for (let n = 0; n < 20_000; n++) seen.add(contentHash(`line ${n}`))
  expect(seen.size).toBe(base.length * 8 + 2000 + 20_000)
})

it('spreads: half of the bits change with one bit of the content', () => {
  const bits = (a: string, b: string): number => {
    const x = BigInt(`0x${a}`) ^ BigInt(`0x${b}`)
    return x.toString(2).replaceAll('0', '').length
  }
  let changed = 0
  for (let n = 0; n < 1000; n++) changed += bits(contentHash(`${n}a`), contentHash(`${n}b`))
  expect(changed / 1000).toBeGreaterThan(55)
  expect(changed / 1000).toBeLessThan(73)
})
