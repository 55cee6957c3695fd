import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toColumn } from './column.ts'

describe('toColumn', () => {
  it('is typed while every value is a number', () => {
    const column = toColumn([1, -0, Number.NaN, 2 ** 60])
    expect(column).toBeInstanceOf(Float64Array)
    expect([...column]).toEqual([1, -0, Number.NaN, 2 ** 60])
  })

  it.each([['text'], [undefined], [null], [1n], [true], [[1]], [new Date(0)]])(
    'is a plain array with %o among the numbers',
    (value) => {
      expect(toColumn([1, value, 2])).toEqual([1, value, 2])
      expect(Array.isArray(toColumn([value]))).toBe(true)
    },
  )

  it('is empty and typed without values', () => {
    expect(toColumn([])).toEqual(new Float64Array(0))
  })

  it('does not change with the array it was made of', () => {
    const values = [1, 2]
    const column = toColumn(values)
    values[0] = 9
    expect([...column]).toEqual([1, 2])
  })

  it('keeps every value in its place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double(), fc.string(), fc.constant(undefined))),
        (values) => {
          expect(Array.from(toColumn(values))).toEqual(values)
        },
      ),
    )
  })
})
