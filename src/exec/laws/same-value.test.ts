import { describe, expect, it } from 'vitest'
import { isSame } from './same-value.ts'

describe('isSame', () => {
  it.each([
    [0.1 + 0.2, 0.3],
    [Number.NaN, Number.NaN],
    [0, -0],
    [1e15 + 1, 1e15],
    ['a', 'a'],
    [3n, 3n],
    [undefined, undefined],
    [
      { a: [1, { b: 0.1 + 0.2 }], at: new Date(5) },
      { a: [1, { b: 0.3 }], at: new Date(5) },
    ],
    [new Map([['a', [0.1 + 0.2]]]), new Map([['a', [0.3]]])],
    [new Set(['a', 'b']), new Set(['b', 'a'])],
    [new Set([[1]]), new Set([[1]])],
  ])('%o and %o say the same', (x, y) => {
    expect(isSame(x, y)).toBe(true)
  })

  it.each([
    [1, 1.00001],
    [1, '1'],
    [0, null],
    [undefined, null],
    [1n, 2n],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [Number.POSITIVE_INFINITY, 1],
    [[1, 2], [1]],
    [[1, 2], { 0: 1, 1: 2 }],
    [{ a: undefined }, {}],
    [{ a: 1 }, { b: 1 }],
    [new Date(1), new Date(2)],
    [new Map([['a', 1]]), new Map([['b', 1]])],
    [new Map(), new Set()],
    [new Set(['a']), new Set(['b'])],
    [null, {}],
  ])('%o and %o do not', (x, y) => {
    expect(isSame(x, y)).toBe(false)
  })

  it('takes the size of what was added up into account, place by place', () => {
    expect(isSame(0, 1, [1e16, 1, -1e16])).toBe(true)
    const made = [
      { sum: 1, at: 1e12 },
      { sum: 2, at: 1e12 },
    ]
    expect(isSame({ sum: 3, at: 1e12 }, { sum: 4, at: 1e12 }, made)).toBe(false)
    expect(isSame({ sum: 3, at: 1e12 }, { sum: 3, at: 1e12 + 1 }, made)).toBe(true)
  })
})
