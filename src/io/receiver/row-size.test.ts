import { expect, it } from 'vitest'
import { rowSize } from './row-size.ts'

it.each([
  ['a string', 'x'.repeat(1000), 1000, 1100],
  ['a number', 7, 8, 8],
  ['nothing', undefined, 8, 8],
  ['bytes', new Uint8Array(5000), 5000, 5100],
  ['a long array', Array.from({ length: 10_000 }, () => 'x'.repeat(50)), 500_000, 1_000_000],
  ['an object', { id: 1, text: 'x'.repeat(300), more: { deep: ['y'.repeat(200)] } }, 500, 700],
  ['a map', new Map([['a', 'x'.repeat(100)]]), 100, 200],
  ['an empty set', new Set(), 8, 100],
])('rowSize: %s', (_, value, least, most) => {
  expect(rowSize(value)).toBeGreaterThanOrEqual(least)
  expect(rowSize(value)).toBeLessThanOrEqual(most)
})

it('ends also where an object holds itself', () => {
  const self: unknown[] = [1]
  self.push(self, self, self)
  expect(rowSize(self)).toBeLessThan(10_000)
})
