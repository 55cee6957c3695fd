import { expect, expectTypeOf, test } from 'vitest'

import { Config } from './config.ts'
import { parseSetting, SETTINGS, type SettingName } from './settings.ts'

test('defaults come from the table', () => {
  const config = new Config()
  expect(config.millis('spark.streaming.blockInterval')).toBe(200)
  expect(config.bytes('spark.tap.receiver.maxBuffered')).toBe(128 * 1024 * 1024)
  expect(config.boolean('spark.streaming.unpersist')).toBe(true)
  expect(config.integer('spark.task.maxFailures')).toBe(1)
  expect(config.get('spark.streaming.clock')).toBe('system')
  expect(config.has('spark.streaming.clock')).toBe(false)
})

test('what was set wins, and a default wins over a fallback', () => {
  const config = new Config([
    ['spark.streaming.blockInterval', '1s'],
    ['spark.streaming.gracefulStopTimeout', '5s'],
    ['spark.ui.port', '4041'],
  ])
  expect(config.millis('spark.streaming.blockInterval')).toBe(1000)
  expect(config.millis('spark.streaming.gracefulStopTimeout')).toBe(5000)
  expect(config.get('spark.ui.port')).toBe('4041')
  expect(config.get('spark.streaming.clock', 'manual')).toBe('system')
  expect(config.get('spark.app.name', 'none')).toBe('none')
  expect(config.entries()).toHaveLength(3)
})

test('a name without default may be undefined, and the types say so', () => {
  const config = new Config()
  expect(config.integer('spark.default.parallelism')).toBeUndefined()
  expectTypeOf(config.integer('spark.default.parallelism')).toEqualTypeOf<number | undefined>()
  expectTypeOf(config.integer('spark.task.maxFailures')).toEqualTypeOf<number>()
  // @ts-expect-error a time is not a size
  expect(config.bytes('spark.streaming.blockInterval')).toBe(200)
})

test('later changes of what it was made from do not reach it', () => {
  const values = new Map([['spark.app.name', 'a']])
  const config = new Config(values)
  values.set('spark.app.name', 'b')
  expect(config.get('spark.app.name')).toBe('a')
})

test('every default fits its own name', () => {
  const config = new Config()
  const names = (Object.keys(SETTINGS) as SettingName[]).filter((name) => config.get(name))
  expect(names.map((name) => parseSetting(name, config.get(name, '')))).not.toContain(undefined)
  expect(names.length).toBeGreaterThan(5)
})

test.each([
  ['spark.streaming.clock', 'manul', /takes system or manual/],
  ['spark.streaming.blockInterval', '0ms', /takes more than 0/],
  ['spark.tap.executor', 'gpu', /takes auto or inline or threads/],
  ['spark.default.parallelism', '0', /takes a whole number from 1/],
] as const)('%s=%s is TAP703', (name, value, says) => {
  expect(() => parseSetting(name, value)).toThrow(expect.objectContaining({ code: 'TAP703' }))
  expect(() => parseSetting(name, value)).toThrow(says)
})
