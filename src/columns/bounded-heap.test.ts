import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { BoundedHeap } from './bounded-heap.ts'
import { compareNumbers } from './order.ts'

it('holds the first elements of a stable sort', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.nat({ max: 12 }), (keys, limit) => {
      const heap = new BoundedHeap<string>(
        limit,
        compareNumbers as (a: unknown, b: unknown) => number,
      )
      const elements = keys.map((key, i) => [key, `${key}/${i}`] as const)
      for (const [key, element] of elements) heap.add(key, element)
      const sorted = elements.toSorted(([a], [b]) => a - b).slice(0, limit)
      expect(heap.entries().map(({ element }) => element)).toEqual(
        sorted.map(([, element]) => element),
      )
    }),
  )
})
