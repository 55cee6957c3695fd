import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Compare, compareValues, reversed } from './order.ts'
import { SortKeys } from './sort-keys.ts'

const sorted = (keys: readonly unknown[], descending = false): number[] => {
  const sorting = new SortKeys(keys.length)
  for (const key of keys) sorting.add(key)
  const ordering = sorting.order(descending)
  for (;;) {
    const { done, value } = ordering.next()
    if (done === true) return [...value]
  }
}

/** Array's own sort is stable. */
const oracle = (keys: readonly unknown[], compare: Compare): number[] =>
  keys.map((_, i) => i).toSorted((i, j) => compare(keys[i], keys[j]))

const law = (keys: readonly unknown[]): void => {
  expect(sorted(keys)).toEqual(oracle(keys, compareValues))
  expect(sorted(keys, true)).toEqual(oracle(keys, reversed(compareValues)))
}

/** Many, from few: long and short runs of equal ones and of equal upper halves, in more than one step. */
const many = (make: (random: () => number) => unknown, length: number): unknown[] => {
  let state = 1
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647
  return Array.from({ length }, () => make(random))
}

describe('places in order, stable, both ways', () => {
  const double = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 1, 1 + 2 ** -52),
  )

  it('of numbers', () => {
    fc.assert(fc.property(fc.array(double, { maxLength: 20 }), law))
    fc.assert(fc.property(fc.array(double, { minLength: 256, maxLength: 400 }), law), {
      numRuns: 30,
    })
  })

  it.each<[string, (random: () => number) => number]>([
    ['between 0 and 1', (random) => random()],
    ['of both signs', (random) => (random() - 0.5) * 10 ** Math.floor(random() * 20)],
    ['whole', (random) => Math.floor(random() * 1000) - 500],
    ['that differ in their last bits', (random) => 1 + Math.floor(random() * 5000) * 2 ** -52],
    [
      'that differ in their last bits, below 0',
      (random) => -1 - Math.floor(random() * 5000) * 2 ** -52,
    ],
    ['of which few differ', (random) => [Number.NaN, 0, -0][Math.floor(random() * 3)]!],
    ['alike', () => 7],
  ])('of many numbers %s', (_, make) => {
    law(many(make, 3000))
    law(many(make, 70_000))
  })

  it('of strings, tuples and what else has an order', () => {
    const string = fc.string({ unit: fc.constantFrom('a', 'b', '\uffff', '😀'), maxLength: 4 })
    fc.assert(fc.property(fc.array(string), law))
    fc.assert(fc.property(fc.array(fc.tuple(string, fc.integer({ min: 0, max: 3 }))), law))
    fc.assert(fc.property(fc.array(fc.oneof(fc.integer(), fc.bigInt(), fc.boolean())), law))
    law(many((random) => `k${Math.floor(random() * 900)}`, 10_000))
    law(many((random) => [Math.floor(random() * 9), random() < 0.5], 5000))
  })

  it('of keys of one kind that come late', () => {
    law([...many((random) => random(), 300), true, 3n])
  })

  it('of none and of one, whatever it is', () => {
    expect(sorted([])).toEqual([])
    expect(sorted([null])).toEqual([0])
  })

  it('not of keys without an order', () => {
    for (const keys of [
      [1, null],
      ['a', 1],
      [{}, {}],
      many((random) => (random() < 0.9 ? 1 : 'a'), 3000),
    ]) {
      expect(() => sorted(keys)).toThrow(expect.objectContaining({ code: 'TAP410' }))
    }
  })
})

describe('sorting', () => {
  it('gives up the thread: no step has much to do', () => {
    for (const make of [
      (random: () => number) => random(),
      (random: () => number) => `${random()}`,
    ]) {
      const keys = many(make, 100_000)
      const sorting = new SortKeys(keys.length)
      for (const key of keys) sorting.add(key)
      const ordering = sorting.order(false)
      let steps = 0
      while (ordering.next().done !== true) steps++
      expect(steps).toBeGreaterThan(20)
    }
  })
})
