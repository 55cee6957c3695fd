import { describe, expect, it } from 'vitest'
import { isPlainObject, optional } from './options.ts'

const names = ['numPartitions', 'initialRDD'] as const
const site = { file: 'job.ts', line: 3, column: 7 }
const given = (...args: readonly unknown[]): unknown[] =>
  optional('update', names, args, () => site)

describe('optional arguments', () => {
  it.each([
    [[], [undefined, undefined]],
    [[4], [4, undefined]],
    [
      [4, 'rdd'],
      [4, 'rdd'],
    ],
    [
      [null, 'rdd'],
      [null, 'rdd'],
    ],
    [[{}], [undefined, undefined]],
    [[{ initialRDD: 'rdd' }], [undefined, 'rdd']],
    [[{ initialRDD: 'rdd', numPartitions: 4 }], [4, 'rdd']],
    [
      [4, { initialRDD: 'rdd' }],
      [4, 'rdd'],
    ],
    [
      [undefined, { initialRDD: 'rdd' }],
      [undefined, 'rdd'],
    ],
    [[{ numPartitions: undefined }], [undefined, undefined]],
  ])('%j are %j', (args, values) => {
    expect(given(...args)).toEqual(values)
  })

  it.each([
    ['an array', ['a']],
    ['a date', new Date(0)],
    ['a Map', new Map()],
    ['a function', () => 1],
    ['null', null],
  ])('%s is a value, not options', (_, value) => {
    expect(given(value)).toEqual([value, undefined])
  })

  it('an unknown name is refused with the nearest one, the method and the place', () => {
    expect(() => given({ numpartitions: 3 })).toThrow(
      expect.objectContaining({
        code: 'TAP108',
        message: expect.stringMatching(/numpartitions[^]*numPartitions/) as string,
      }),
    )
    expect(() => given({ numpartitions: 3 })).toThrow(/update/)
    expect(() => given({ toString: 3 })).toThrow(expect.objectContaining({ code: 'TAP108' }))
  })
})

describe('isPlainObject', () => {
  class User {}
  it.each([
    [{}, true],
    [Object.create(null), true],
    [[], false],
    [new User(), false],
    [new Date(0), false],
    [null, false],
    [undefined, false],
    ['text', false],
    [() => 1, false],
  ])('of %o is %s', (value, plain) => {
    expect(isPlainObject(value)).toBe(plain)
  })
})
