import { expect, test } from 'vitest'

import { parsePort, parseRate, parseSlow } from './options.ts'

test.each([
  ['9999', 9999],
  ['0', 0],
  ['65535', 65535],
])('port %s', (text, port) => {
  expect(parsePort(text)).toBe(port)
})

test.each(['', 'localhost', '65536', '-1', '99.5', '0x10', '9999 ', 'localhost:9999'])(
  '%j is not a port',
  (text) => {
    expect(() => parsePort(text)).toThrow(
      expect.objectContaining({ code: 'TAP206', kind: 'program' }),
    )
  },
)

test.each([
  ['5', 5],
  ['5/s', 5],
  ['0.5/s', 0.5],
  ['300/m', 5],
  ['300/min', 5],
  ['7200/h', 2],
])('rate %s is %d lines per second', (text, rate) => {
  expect(parseRate(text)).toBe(rate)
})

test.each(['', 'fast', '0', '-5', '5/', '5/year', '/s', 'Infinity', '5/toString'])(
  '%j is not a rate',
  (text) => {
    expect(() => parseRate(text)).toThrow(expect.objectContaining({ code: 'TAP206' }))
  },
)

test('slow clients are waited for or dropped, nothing else', () => {
  expect([parseSlow('wait'), parseSlow('drop')]).toEqual(['wait', 'drop'])
  expect(() => parseSlow('kill')).toThrow('--slow is wait or drop, not "kill"')
})
