import { describe, expect, it } from 'vitest'
import { Group } from '../../src/core/group.ts'
import { decode, same, sameIn } from './values.ts'

describe('equal values', () => {
  it.each([
    ['a difference of rounding', 0.1 + 0.2, 0.3],
    ['a large one, relative', 1e12, 1e12 + 1],
    ['NaN', NaN, NaN],
    ['minus zero', -0, 0],
    ['infinity', Infinity, Infinity],
    ['nested arrays', ['a', [1, null]], ['a', [1, null]]],
    ['a group and an array', ['a', Group.of(1, 2)], ['a', [1, 2]]],
    ['a Map and its pairs', new Map([['a', 1]]), [['a', 1]]],
  ])('%s', (_, a, b) => expect(same(a, b)).toBe(true))
})

describe('different values', () => {
  it.each([
    ['a relative difference of 1e-8', 1, 1 + 1e-8],
    ['a tiny number and zero', 1e-300, 0],
    ['infinity and a number', Infinity, 1e308],
    ['two infinities', Infinity, -Infinity],
    ['a number and its text', 1, '1'],
    ['true and 1', true, 1],
    ['absent and null', undefined, null],
    ['another order', [1, 2], [2, 1]],
    ['one more', [1], [1, 1]],
    ['a string and its letters', 'ab', ['a', 'b']],
  ])('%s', (_, a, b) => expect(same(a, b)).toBe(false))
})

describe('multisets', () => {
  it.each([
    ['order is free', [3, 1, 2, 1], [1, 1, 2, 3], true],
    ['how often counts', [1, 1, 2], [1, 2, 2], false],
    ['inside elements order holds', [[1, 2]], [[2, 1]], false],
    [
      'numbers close to each other',
      [
        ['a', 0.3],
        ['a', 0.1 + 0.2],
      ],
      [
        ['a', 0.1 + 0.2],
        ['a', 0.3],
      ],
      true,
    ],
    ['no RDD is not an empty one', null, [], false],
    ['no RDD twice', null, null, true],
    ['a single value', 14, 14, true],
  ])('%s', (_, a, b, verdict) => expect(sameIn('multiset', a, b)).toBe(verdict))
})

it('reads what JSON has no word for', () => {
  expect(decode([{ float: 'nan' }, { float: '-inf' }, { float: '0.5' }, null])).toEqual([
    NaN,
    -Infinity,
    0.5,
    null,
  ])
  expect(
    decode({
      dict: [
        ['a', { tuple: [1, 'x'] }],
        ['b', { dict: [] }],
      ],
    }),
  ).toEqual({
    a: [1, 'x'],
    b: {},
  })
})
