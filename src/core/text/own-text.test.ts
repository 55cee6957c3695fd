import { expect, it } from 'vitest'
import { classNameOf, ownTextOf } from './own-text.ts'

class Plain {}
class Written {
  toString(): string {
    return 'written'
  }
}

it('takes the text of a class that has one', () => {
  expect([new Written(), new Plain(), { a: 1 }].map(ownTextOf)).toEqual([
    'written',
    undefined,
    undefined,
  ])
})

it('names a class, or what an object says of itself', () => {
  const generator = (function* () {})()
  expect([new Plain(), generator, new (class {})()].map(classNameOf)).toEqual([
    'Plain',
    'Generator',
    'Object',
  ])
})
