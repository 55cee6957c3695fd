import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryKey, twin } from './arbitrary-key.fixture.ts'
import { javaHash, partitionOf } from './java-hash.ts'

describe('javaHash', () => {
  it.each([
    // String.hashCode
    ['', 0],
    ['a', 97],
    ['hello', 99162322],
    ['world', 113318802],
    ['Aa', 2112],
    ['BB', 2112],
    ['Hello World', -862545276],
    ['polygenelubricants', -2147483648],
    ['The quick brown fox jumps over the lazy dog', -609428141],
    ['é', 233],
    ['日本語', 25921943],
    ['😀', 1772899],
    // Integer, Long and Double.hashCode
    [0, 0],
    [-0, 0],
    [1, 1],
    [-1, -1],
    [2147483647, 2147483647],
    [-2147483648, -2147483648],
    [2147483648, -2147483648],
    [4294967296, 1],
    [9007199254740991, -2097152],
    [0.5, 1071644672],
    [1.5, 1073217536],
    [-1.5, -1074266112],
    [3.14, 300063655],
    [Number.NaN, 2146959360],
    [Number.POSITIVE_INFINITY, 2146435072],
    [Number.NEGATIVE_INFINITY, -1048576],
    // Boolean.hashCode, null, Map.of("a", 1)
    [true, 1231],
    [false, 1237],
    [null, 0],
    [{ a: 1 }, 96],
    [{ a: 1, b: 2 }, 192],
    [{}, 0],
    [new Date(4294967296), 1],
  ])('of %o is %i', (key, hash) => {
    expect(javaHash(key)).toBe(hash)
  })

  it('folds the halves of a negative Long as Java does', () => {
    const long = (n: number): number => {
      const value = BigInt.asUintN(64, BigInt(n))
      return Number(BigInt.asIntN(32, value ^ (value >> 32n)))
    }
    fc.assert(
      fc.property(fc.maxSafeInteger(), (n) => {
        fc.pre((n | 0) !== n)
        expect(javaHash(n)).toBe(long(n))
      }),
    )
  })

  it('of tuples stays what it is: files of partitions would move otherwise', () => {
    expect([['a', 1], ['b', 1], [1, 2], [1, [2, 3]], ['x'], []].map(javaHash))
      .toMatchInlineSnapshot(`
      [
        128003929,
        1351964561,
        1411956066,
        300010443,
        630948699,
        2046756072,
      ]
    `)
  })

  it('is the same for equal keys', () => {
    fc.assert(
      fc.property(arbitraryKey, (key) => {
        expect(javaHash(twin(key))).toBe(javaHash(key))
      }),
    )
  })

  it('is a 32-bit integer', () => {
    fc.assert(
      fc.property(arbitraryKey, (key) => {
        expect(javaHash(key) | 0).toBe(javaHash(key))
      }),
    )
  })
})

describe('partitionOf', () => {
  it('is never negative and less than the number of partitions', () => {
    fc.assert(
      fc.property(arbitraryKey, fc.integer({ min: 1, max: 1000 }), (key, n) => {
        const partition = partitionOf(key, n)
        expect(Number.isInteger(partition) && partition >= 0 && partition < n).toBe(true)
      }),
    )
  })

  it.each([
    ['hello', 2, 0],
    ['hello', 7, 0],
    [-1, 3, 2],
    [-3, 3, 0],
    ['polygenelubricants', 3, 1],
    [null, 5, 0],
  ])('places %o of %i partitions in %i, as HashPartitioner', (key, n, partition) => {
    expect(partitionOf(key, n) === partition).toBe(true)
  })
})
