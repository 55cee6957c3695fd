import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inverseOf, notAssociative, notInverse } from './counter-example.ts'

type Fold = (a: never, b: never) => unknown
const grouping = (f: Fold, ...list: unknown[]) => notAssociative(f as never, [list])
const undoing = (f: Fold, inverse: Fold, ...list: unknown[]) =>
  notInverse(f as never, inverse as never, [list])

const add = (a: number, b: number): number => a + b
const mean = (a: number, b: number): number => (a + b) / 2

describe('a function that cannot be regrouped', () => {
  it.each<[string, Fold, unknown[], string[]]>([
    [
      'subtraction',
      (a: number, b: number) => a - b,
      [5, 3, 2],
      ['reduce(reduce(5, 3), 2) = 0', 'reduce(5, reduce(3, 2)) = 4'],
    ],
    [
      'a mean of two values',
      mean,
      [5, 3],
      ['reduce(reduce(5, 3), 3) = 3.5', 'reduce(5, reduce(3, 3)) = 4'],
    ],
    [
      'one that counts one side only',
      (a: { n: number }) => ({ n: a.n + 1 }),
      [{ n: 1 }, { n: 1 }, { n: 1 }],
      [
        "reduce(reduce({'n': 1}, {'n': 1}), {'n': 1}) = {'n': 3}",
        "reduce({'n': 1}, reduce({'n': 1}, {'n': 1})) = {'n': 2}",
      ],
    ],
    [
      'text in brackets',
      (a: string, b: string) => `(${a} ${b})`,
      ['a', 'b', 'c'],
      [
        'reduce(reduce("a", "b"), "c") = "((a b) c)"',
        'reduce("a", reduce("b", "c")) = "(a (b c))"',
      ],
    ],
  ])('%s', (_, f, list, calls) => {
    expect(grouping(f, ...list)).toEqual(calls)
  })
})

const values = fc.array(fc.double({ noNaN: true, min: -1e100, max: 1e100 }), {
  minLength: 2,
  maxLength: 20,
})

describe('a function that can be regrouped', () => {
  it.each<[string, Fold]>([
    ['sum', add],
    ['maximum', Math.max as Fold],
    ['first', (a: number) => a],
    ['last', (_: never, b: number) => b],
  ])('%s of numbers', (_, f) => {
    fc.assert(fc.property(values, (list) => grouping(f, ...list) === undefined))
  })

  it('lists behind each other, unions of Sets, sums in objects that are changed', () => {
    expect(grouping((a: number[], b: number[]) => [...a, ...b], [1], [2], [3])).toBeUndefined()
    const union = (a: Set<number>, b: Set<number>) => new Set([...b, ...a])
    expect(grouping(union, new Set([1]), new Set([2]), new Set([1, 3]))).toBeUndefined()
    const list = [{ n: 1 }, { n: 2 }, { n: 3 }]
    const into = (a: { n: number }, b: { n: number }) => Object.assign(a, { n: a.n + b.n })
    expect(grouping(into, ...list)).toBeUndefined()
    expect(list).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  it('is not told from one that refuses a value, rolls dice, or gives what cannot be cloned', () => {
    const refusing = (): never => {
      throw new Error('no')
    }
    expect(grouping(refusing, 1, 2, 3)).toBeUndefined()
    expect(grouping(() => Math.random(), 1, 2, 3)).toBeUndefined()
    let n = 0
    expect(grouping(() => () => n++, 1, 2, 3)).toBeUndefined()
    expect(grouping(async () => n++, 1, 2, 3)).toBeUndefined()
  })
})

describe('an inverse', () => {
  it('that does not undo is shown in the order in which it is written down', () => {
    expect(undoing(add, add, 5, 3)).toEqual([
      'reduce(5, 3) = 8',
      'inverse(8, 3) = 11',
      'expected 5',
    ])
  })

  it('that takes away what came last is wrong, as windows lose what came first', () => {
    const text = (a: string, b: string): string => a + b
    const fromEnd = (whole: string, b: string): string => whole.slice(0, -b.length)
    const fromStart = (whole: string, b: string): string => whole.slice(b.length)
    expect(undoing(text, fromStart, 'ab', 'c')).toBeUndefined()
    expect(undoing(text, fromEnd, 'ab', 'c')).toEqual([
      'reduce("c", "ab") = "cab"',
      'inverse("cab", "c") = "ca"',
      'expected "ab"',
    ])
  })

  it('of a sum undoes it, with and without fractions', () => {
    const subtract = (a: number, b: number): number => a - b
    fc.assert(fc.property(values, (list) => undoing(add, subtract, ...list) === undefined))
  })

  it('is known where numbers are added, and only there', () => {
    expect(inverseOf(add as never, [[1, 2, 3]])).toBe('(a, b) => a - b')
    expect(inverseOf(mean as never, [[1, 2, 3]])).toBeUndefined()
    expect(inverseOf(add as never, [['a', 'b']])).toBeUndefined()
    expect(inverseOf(add as never, [])).toBeUndefined()
  })
})
