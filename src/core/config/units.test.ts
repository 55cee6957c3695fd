import { expect, test } from 'vitest'

import { sizeToBytes, timeToMillis, toBoolean, toChoice, toInteger } from './units.ts'

test.each([
  ['200ms', 200],
  ['30s', 30_000],
  ['1m', 60_000],
  ['2min', 120_000],
  ['1H', 3_600_000],
  ['1d', 86_400_000],
  ['1500us', 1],
  [' 5s ', 5000],
  ['50', 50],
  ['0', 0],
])('%j is %d ms', (text, millis) => {
  expect(timeToMillis(text)).toBe(millis)
})

test('each name has its own unit for a bare number', () => {
  expect(timeToMillis('60', 'a name', 's')).toBe(60_000)
})

test.each(['', 'ms', '1.5s', '-1s', '5 s', '5y', '1e3', `${2 ** 53}`, '5toString'])(
  '%j is no time',
  (text) => {
    expect(() => timeToMillis(text, 'spark.x')).toThrow(expect.objectContaining({ code: 'TAP703' }))
  },
)

test.each([
  ['1024', 1024],
  ['64k', 65_536],
  ['64KB', 65_536],
  ['128m', 134_217_728],
  ['2g', 2_147_483_648],
  ['1t', 2 ** 40],
  ['1pb', 2 ** 50],
  ['7b', 7],
])('%j is %d bytes', (text, bytes) => {
  expect(sizeToBytes(text)).toBe(bytes)
})

test.each(['', 'm', '1.5g', '-1', '1bb', '128 m', '99999p'])('%j is no size', (text) => {
  expect(() => sizeToBytes(text)).toThrow(/takes a size, not/)
})

test('booleans', () => {
  expect([toBoolean('true'), toBoolean(' FALSE '), toBoolean('True')]).toEqual([true, false, true])
  for (const text of ['', 'yes', '1']) expect(() => toBoolean(text)).toThrow(/true or false/)
})

test('whole numbers', () => {
  expect([toInteger('4'), toInteger(' 0 '), toInteger('+3')]).toEqual([4, 0, 3])
  for (const text of ['', '1.5', '1e3', 'four', '-1']) {
    expect(() => toInteger(text, 'spark.x')).toThrow(/spark\.x takes a whole number from 0/)
  }
  expect(() => toInteger('0', 'spark.x', 1)).toThrow(/from 1/)
})

test('one of a few words', () => {
  expect(toChoice('a', 'spark.x', ['a', 'b'])).toBe('a')
  expect(() => toChoice('c', 'spark.x', ['a', 'b'])).toThrow(/takes a or b, not "c"/)
})
