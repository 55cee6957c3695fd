import { describe, expectTypeOf, it } from 'vitest'
import type { DStream } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'

describe('the types of runStreamTest', () => {
  it('infers elements', async () => {
    const r = await runStreamTest({
      inputs: {
        pairs: [
          [
            ['k', 5],
            ['l', 3],
          ],
          null,
          [],
        ],
        numbers: [[1, 2], []],
        nested: [[['k', ['x', 1]]]],
        objects: [[{ a: 1, b: 'x' }], [{ a: 2, b: 'y' }]],
        maybe: [
          [1, null],
          ['x', undefined],
        ],
        lists: [[[1, 2, 3], [4]]],
        empty: [[], []],
      },
      build: (_, { pairs, numbers, nested, objects, maybe, lists, empty }) => {
        expectTypeOf(pairs).toEqualTypeOf<DStream<[string, number]>>()
        expectTypeOf(numbers).toEqualTypeOf<DStream<number>>()
        expectTypeOf(nested).toEqualTypeOf<DStream<[string, [string, number]]>>()
        expectTypeOf(objects).toEqualTypeOf<DStream<{ a: number; b: string }>>()
        expectTypeOf(maybe).toEqualTypeOf<DStream<number | string | null | undefined>>()
        // What is written down as a tuple is one.
        expectTypeOf(lists).toEqualTypeOf<DStream<[number, number, number] | [number]>>()
        expectTypeOf(empty).toEqualTypeOf<DStream<never>>()
        return { sums: pairs.reduceByKey((a, b) => a + b), all: numbers.reduce((a, b) => a + b) }
      },
    })
    expectTypeOf(r).toEqualTypeOf<{
      sums: ([string, number][] | null)[]
      all: (number[] | null)[]
    }>()
  })
})
