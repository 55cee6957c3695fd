import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NewColumn } from './new-column.ts'

const values = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.double() }, fc.constant(undefined), fc.string()),
)

describe('NewColumn', () => {
  it('holds what was pushed, typed when all of it is numbers, whatever was expected', () => {
    fc.assert(
      fc.property(values, fc.nat({ max: 100 }), (pushed, expected) => {
        const column = new NewColumn(expected)
        for (const value of pushed) column.push(value)
        expect(pushed.map((_, i) => column.get(i))).toEqual(pushed)
        const done = column.done()
        expect([...done]).toEqual(pushed)
        expect(done instanceof Float64Array).toBe(pushed.every((v) => typeof v === 'number'))
      }),
    )
  })

  it('takes another value in a place, of any kind', () => {
    fc.assert(
      fc.property(
        values,
        fc.array(fc.tuple(fc.nat(), fc.oneof(fc.double(), fc.string()))),
        (pushed, sets) => {
          const column = new NewColumn()
          for (const value of pushed) column.push(value)
          const model = [...pushed]
          if (model.length > 0) {
            for (const [place, value] of sets) {
              column.set(place % model.length, value)
              model[place % model.length] = value as never
            }
          }
          column.push(1)
          expect([...column.done()]).toEqual([...model, 1])
        },
      ),
    )
  })
})
