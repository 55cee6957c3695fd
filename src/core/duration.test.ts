import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Duration, Milliseconds, Minutes, Seconds, toMillis } from './duration.ts'

describe('toMillis', () => {
  it.each([
    [1, 1000],
    [30, 30_000],
    [0.5, 500],
    [0.001, 1],
    [0.29, 290],
    [1.005, 1005],
    [2.0019, 2001],
    [Seconds(1), 1000],
    [Seconds(0.25), 250],
    [Milliseconds(250), 250],
    [Milliseconds(250.9), 250],
    [Minutes(1), 60_000],
    [Minutes(0.5), 30_000],
    [new Duration(7), 7],
    ['30 seconds', 30_000],
    ['1 second', 1000],
    ['30 sec', 30_000],
    ['30s', 30_000],
    ['30', 30_000],
    ['0.5', 500],
    ['250ms', 250],
    ['250 millis', 250],
    ['250 milliseconds', 250],
    ['1 min', 60_000],
    ['2 minutes', 120_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['2 hours', 7_200_000],
    ['1 day', 86_400_000],
    ['1.5 s', 1500],
    ['  5  S ', 5000],
  ])('of %o is %i', (value, millis) => {
    expect(toMillis(value)).toBe(millis)
  })

  it.each<[unknown]>([
    [0],
    [-1],
    [0.0004],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e300],
    [''],
    ['soon'],
    ['-5 s'],
    ['5 parsecs'],
    ['5 s s'],
    ['1e3'],
    ['0'],
    ['5 minutes ago'],
    [Seconds(0)],
    [Milliseconds(-1)],
    [Milliseconds(0.9)],
    [Seconds(Number.NaN)],
    [null],
    [undefined],
    [{}],
    [[]],
    [true],
    [5n],
  ])('refuses %o', (value) => {
    expect(() => toMillis(value as number, 'window')).toThrow(
      expect.objectContaining({
        code: 'TAP405',
        message: expect.stringContaining('window') as string,
      }),
    )
  })

  it('is exact for whole milliseconds given as seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (ms) => {
        expect(toMillis(ms / 1000)).toBe(ms)
        expect(toMillis(`${ms} ms`)).toBe(ms)
        expect(toMillis(Milliseconds(ms))).toBe(ms)
      }),
    )
  })

  it('cuts fractions of a millisecond', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0011, max: 1e6, noNaN: true }), (seconds) => {
        const millis = toMillis(seconds)
        expect(Number.isInteger(millis)).toBe(true)
        expect(Math.abs(seconds * 1000 - millis)).toBeLessThan(1)
      }),
    )
  })
})

describe('Duration', () => {
  it('prints as Spark does', () => {
    expect(String(Seconds(1.5))).toBe('1500 ms')
  })
})
