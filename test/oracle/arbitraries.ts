import * as fc from 'fast-check'

/** Few keys of all kinds, so that they meet. */
export const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'dd', 'Aa', 'BB', '') },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(0, -0, 1, -1, 0.5, Number.NaN, 2 ** 40) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      ['a', 1],
      ['a', ['b', 2]],
      { x: 1, y: 'z' },
      { y: 'z', x: 1 },
    ),
  },
)

export const text = fc.string({ unit: fc.constantFrom('x', 'y', 'z'), minLength: 1, maxLength: 3 })

export const element = fc.oneof(
  fc.integer({ min: -20, max: 99 }),
  text,
  fc.constantFrom(null, true),
)

export const pairs = fc.array(fc.tuple(key, text), { maxLength: 14 })

export const elements = fc.array(element, { maxLength: 14 })

/** Elements batch by batch; some batches make no RDD. */
export const gappyBatches = <T>(
  batch: fc.Arbitrary<T[]>,
  maxLength = 5,
): fc.Arbitrary<(T[] | null)[]> =>
  fc.array(fc.oneof({ weight: 4, arbitrary: batch }, { weight: 1, arbitrary: fc.constant(null) }), {
    minLength: 1,
    maxLength,
  })
