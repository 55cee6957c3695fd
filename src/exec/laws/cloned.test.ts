import { describe, expect, it } from 'vitest'
import { asGroup } from '../../core/group.ts'
import { cloned, Uncloneable } from './cloned.ts'

class Money {
  readonly cents = 5
}

describe('cloned', () => {
  it.each([
    [1],
    ['a'],
    [undefined],
    [null],
    [{ a: [1, { b: new Date(3) }] }],
    [new Map([['a', new Set([1])]])],
    [new Uint8Array([1, 2])],
    [asGroup([1, 2])],
  ])('%j is copied', (value) => {
    const copy = cloned(value)
    expect(copy).toEqual(value)
    if (typeof value === 'object' && value !== null) expect(copy).not.toBe(value)
  })

  it('follows cycles', () => {
    const cyclic: { self?: unknown } = {}
    cyclic.self = cyclic
    const copy = cloned(cyclic)
    expect(copy.self).toBe(copy)
  })

  it.each([
    [() => 1],
    [Symbol('a')],
    [new Money()],
    [[new Money()]],
    [{ f: () => 1 }],
    [new Map([[new Money(), 1]])],
    [Promise.resolve(1)],
    [Array.from({ length: 20_000 }, (_, i) => i)],
  ])('refuses %o', (value) => {
    expect(() => cloned(value)).toThrow(Uncloneable)
  })
})
