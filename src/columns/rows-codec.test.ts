import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asGroup, Group } from '../core/group.ts'
import { decodeRows, encodeRows } from './rows-codec.ts'

const through = (rows: readonly unknown[]): readonly unknown[] => decodeRows(encodeRows(rows)!)

describe('rows as bytes', () => {
  it('come back as they were', () => {
    const value = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: false,
    })
    fc.assert(
      fc.property(fc.array(value), (rows) => {
        expect(through(rows)).toStrictEqual(rows)
      }),
    )
  })

  it('keep groups groups, wherever they are, and who is who', () => {
    const group = asGroup([1, asGroup(['a'])])
    const rows = [['k', group], { again: group }, new Map([[1, asGroup([])]])]
    const [pair, object, map] = through(rows) as [
      [string, Group<unknown>],
      { again: unknown },
      Map<number, unknown>,
    ]
    expect(pair[1]).toBeInstanceOf(Group)
    expect(pair[1][1]).toBeInstanceOf(Group)
    expect(map.get(1)).toBeInstanceOf(Group)
    expect(object.again).toBe(pair[1])
    expect(pair).not.toBeInstanceOf(Group)
    expect(pair[1]).toEqual(group)
  })

  it('keep cycles and buffers', () => {
    const loop: unknown[] = [Buffer.from('è')]
    loop.push(loop)
    const [back] = through([loop]) as [unknown[]]
    expect(back[1]).toBe(back)
    expect(Buffer.isBuffer(back[0])).toBe(true)
  })

  class Point {
    readonly x = 1
  }
  class Names extends Map<string, string> {}
  const hidden = Object.defineProperty({}, 'x', { value: 1, enumerable: false })

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['an instance of a class', new Point()],
    ['a kind of Map', new Names()],
    ['an accessor', Object.defineProperty({}, 'x', { get: () => 1, enumerable: true })],
    ['a hidden field', hidden],
    ['an error', new Error('x')],
    ['a null prototype', Object.create(null) as object],
    ['a symbol as a name', { [Symbol('x')]: 1 }],
    ['a regular expression', /x/],
  ])('are none for %s', (_, value) => {
    expect(encodeRows([1, [{ deep: new Map([['k', value]]) }]])).toBeUndefined()
  })
})
