import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryKey, canonical, collidingKeys, twin } from './arbitrary-key.fixture.ts'
import { equalKeys, hashKey, hashString, spread } from './structural.ts'

const SEEDS = [0, 1, -1, 0x7fffffff, 0x12345678]

describe('equality of keys', () => {
  it('is equality by value', () => {
    fc.assert(
      fc.property(arbitraryKey, arbitraryKey, (a, b) => {
        expect(equalKeys(a, b)).toBe(canonical(a) === canonical(b))
      }),
      { numRuns: 2000 },
    )
  })

  it('does not see the order of fields, the sign of zero, or which object it is', () => {
    fc.assert(
      fc.property(arbitraryKey, (key) => {
        expect(equalKeys(key, twin(key))).toBe(true)
      }),
    )
  })

  it.each([
    [0, -0, true],
    [Number.NaN, Number.NaN, true],
    [1, '1', false],
    [1, true, false],
    [1, 1n, false],
    [null, undefined, false],
    [[], {}, false],
    [['a', 1], ['a', 1], true],
    [['a', 1], ['a', 1, 1], false],
    [[undefined], [], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: undefined }, {}, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ 0: 'a' }, ['a'], false],
    [new Date(5), new Date(5), true],
    [new Date(5), new Date(6), false],
    [new Date(5), 5, false],
    [new Date(5), {}, false],
    [{}, new Date(5), false],
    [Object.create(null), {}, true],
    [[['a', [1]]], [['a', [1]]], true],
  ])('%o and %o: %s', (a, b, equal) => {
    expect(equalKeys(a, b)).toBe(equal)
    expect(equalKeys(b, a)).toBe(equal)
  })

  it('takes two invalid dates for the same key, as two NaN are', () => {
    const key = new Date(Number.NaN)
    expect(equalKeys(key, new Date(Number.NaN))).toBe(true)
  })
})

describe('hash of keys', () => {
  it.each(SEEDS)('is the same for equal keys, seed %i', (seed) => {
    fc.assert(
      fc.property(arbitraryKey, (key) => {
        expect(hashKey(twin(key), seed)).toBe(hashKey(key, seed))
      }),
    )
  })

  it('is a 32-bit integer', () => {
    fc.assert(
      fc.property(arbitraryKey, fc.integer(), (key, seed) => {
        const hash = hashKey(key, seed)
        expect(hash | 0).toBe(hash)
      }),
    )
  })

  it('tells kinds apart that look alike', () => {
    const alike = [1, '1', true, 1n, [1], { 0: 1 }, new Date(1), null, undefined, [], {}]
    expect(new Set(alike.map((key) => hashKey(key, 7))).size).toBe(alike.length)
  })

  it('tells the order of a tuple', () => {
    expect(hashKey(['a', 'b'], 1)).not.toBe(hashKey(['b', 'a'], 1))
  })

  it('depends on the seed', () => {
    for (const key of ['word', 12, 0.5, [1, 2], { a: 1 }, null, true]) {
      expect(new Set(SEEDS.map((seed) => hashKey(key, seed))).size).toBe(SEEDS.length)
    }
  })

  it('spreads sequential keys over the low bits', () => {
    for (const make of [(i: number) => i, (i: number) => `key-${i}`, (i: number) => [i, 'x']]) {
      const slots = new Set(Array.from({ length: 4096 }, (_, i) => hashKey(make(i), 99) & 8191))
      // Random placing fills 4096 of 8192 slots to about 39 %.
      expect(slots.size).toBeGreaterThan(3050)
    }
  })

  it('spread changes about half of the bits for one', () => {
    const flips = Array.from(
      { length: 32 },
      (_, bit) => spread(0x1234) ^ spread(0x1234 ^ (1 << bit)),
    )
    const ones = flips.map((x) => (x >>> 0).toString(2).replaceAll('0', '').length)
    expect(Math.min(...ones)).toBeGreaterThan(6)
  })

  it('can be collided only by who knows the seed', () => {
    const keys = collidingKeys(100, 42, hashString)
    expect(keys.length).toBe(100)
    expect(new Set(keys.map((key) => hashString(key, 42))).size).toBe(1)
    expect(new Set(keys.map((key) => hashString(key, 43))).size).toBeGreaterThan(90)
  })

  class User {}

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['an instance of User', new User()],
    ['an instance of Map', new Map()],
    ['an instance of Uint8Array', new Uint8Array(1)],
  ])('refuses %s', (what, key) => {
    expect(() => hashKey(key, 0)).toThrow(
      expect.objectContaining({ code: 'TAP408', message: expect.stringContaining(what) as string }),
    )
    expect(() => hashKey([['deep', key]], 0)).toThrow(expect.objectContaining({ code: 'TAP408' }))
    expect(() => hashKey({ field: key }, 0)).toThrow(expect.objectContaining({ code: 'TAP408' }))
  })
})
