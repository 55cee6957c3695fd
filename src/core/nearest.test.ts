import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance, nearest } from './nearest.ts'

/** The definition, written down. */
const slow = (a: string, b: string): number => {
  if (a === '' || b === '') return a.length + b.length
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)]
  const same = a.at(-1) === b.at(-1) ? 0 : 1
  const swap =
    a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
      ? slow(a.slice(0, -2), b.slice(0, -2)) + 1
      : Number.POSITIVE_INFINITY
  return Math.min(slow(x, b) + 1, slow(a, y) + 1, slow(x, y) + same, swap)
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 })

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'abd', 1],
    ['abc', 'abcd', 1],
    ['abc', 'bc', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('from %o to %o is %i', (a, b, d) => {
    expect(distance(a, b)).toBe(d)
  })

  it('is what its definition says', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b)).toBe(slow(a, b))
        expect(distance(b, a)).toBe(distance(a, b))
      }),
      { numRuns: 200 },
    )
  })
})

describe('nearest', () => {
  const known = ['numPartitions', 'initialRDD', 'stopSparkContext', 'stopGracefully', 'default']

  it.each([
    ['numPartition', 'numPartitions'],
    ['numpartitions', 'numPartitions'],
    ['initalRdd', 'initialRDD'],
    ['stopSparkContex', 'stopSparkContext'],
    ['stopGraceFully', 'stopGracefully'],
    ['defualt', 'default'],
    ['partitioner', undefined],
    ['x', undefined],
    ['', undefined],
  ])('of %o is %o', (name, found) => {
    expect(nearest(name, known)).toBe(found)
  })

  it('finds a known name itself', () => {
    for (const name of known) expect(nearest(name, known)).toBe(name)
  })

  it('is never farther than the limit, and nothing known is nearer', () => {
    fc.assert(
      fc.property(word, fc.array(word), fc.integer({ min: 0, max: 4 }), (name, names, limit) => {
        const least = Math.min(Infinity, ...names.map((other) => distance(name, other)))
        const found = nearest(name, names, limit)
        const far = found === undefined ? Infinity : distance(name, found)
        expect(far).toBe(least > limit ? Infinity : least)
      }),
    )
  })
})
