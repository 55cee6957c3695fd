import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareValues, reversed } from './order.ts'

const codePoints = (s: string): number[] => Array.from(s, (c) => c.codePointAt(0)!)

describe('the order of values', () => {
  it('is that of numbers, NaN last, −0 as 0, with bigints and booleans among them', () => {
    const sorted = [
      -Infinity,
      -1.5,
      -1,
      -0,
      0,
      0n,
      false,
      0.5,
      true,
      1n,
      2,
      2n ** 70n,
      Infinity,
      Number.NaN,
    ]
    for (const [i, a] of sorted.entries()) {
      for (const [j, b] of sorted.entries()) {
        const order = Math.sign(compareValues(a, b))
        const equal = Number(a) === Number(b)
        expect(order, `${String(a)} ${String(b)}`).toBe(equal ? 0 : Math.sign(i - j))
      }
    }
  })

  it('is that of code points', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '', '\ue000', '\uffff', '😀', '\u{10ffff}', '\ud7ff'),
    })
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareValues(a, b))).toBe(
          Math.sign(compareValues(codePoints(a), codePoints(b))),
        )
      }),
    )
    expect(['😀', '\uffff', 'z'].toSorted(compareValues)).toEqual(['z', '\uffff', '😀'])
  })

  it('is that of dates by time, and of tuples element by element', () => {
    expect(compareValues(new Date(2), new Date(10))).toBeLessThan(0)
    expect([[2], [1, 'b'], [1, 'a', 0], [1], []].toSorted(compareValues)).toEqual([
      [],
      [1],
      [1, 'a', 0],
      [1, 'b'],
      [2],
    ])
    // Equal elements need no order: what follows decides.
    expect(compareValues([null, { a: 1 }, 1], [null, { a: 1 }, 2])).toBeLessThan(0)
    expect(compareValues([1, 'a'], [true, 'b'])).toBeLessThan(0)
  })

  it.each([
    [null, null],
    [null, 1],
    [1, 'a'],
    ['a', ['a']],
    [{ a: 1 }, { a: 2 }],
    [undefined, 1],
    [
      [1, null],
      [1, 2],
    ],
    [new Date(0), 1],
    [() => 1, 1],
  ])('does not exist between %o and %o', (a, b) => {
    expect(() => compareValues(a, b)).toThrow(expect.objectContaining({ code: 'TAP410' }))
  })

  it('can be turned round', () => {
    expect([1, 3, 2].toSorted(reversed(compareValues))).toEqual([3, 2, 1])
  })
})
