import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../core/collect-garbage.fixture.ts'
import { flat } from './flat.ts'

describe('flat', () => {
  it('is the same text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', ' ', 'é', 'ÿ', 'Ā', '日', '\ud83d'),
          maxLength: 40,
        }),
        (s) => {
          expect(flat(s)).toBe(s)
        },
      ),
    )
  })

  it.each([
    ['empty', ''],
    ['short', 'word'],
    ['as long as what is copied anyway', 'x'.repeat(12)],
    ['one longer', 'x'.repeat(13)],
    ['Latin-1', 'ÿéàü'.repeat(5)],
    ['beyond Latin-1', 'Ā日本語'.repeat(5)],
    ['half a surrogate pair', `${'x'.repeat(20)}\ud83d`],
    ['longer than the scratch buffer', 'abc'.repeat(5000)],
    ['long and wide', '日'.repeat(5000)],
  ])('keeps text that is %s', (_, s) => {
    expect(flat(s)).toBe(s)
    expect(flat(`${s}!`)).toBe(`${s}!`)
  })

  it('does not keep alive what the text was cut from', () => {
    const held = (): number => {
      collectGarbage()
      return process.memoryUsage().heapUsed
    }
    const before = held()
    const words = Array.from({ length: 100 }, (_, i) => {
      const block = Buffer.alloc(100_000, 97 + (i % 26)).toString('latin1')
      return flat(block.slice(i, i + 20))
    })
    // The blocks together are 10 MB.
    expect(held() - before).toBeLessThan(2_000_000)
    expect(words).toHaveLength(100)
  })
})
