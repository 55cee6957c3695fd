import { expect, test } from 'vitest'

import { SparkConf } from './spark-conf.ts'

test('setters chain, and values become text', () => {
  const conf = new SparkConf()
    .setMaster('local[2]')
    .setAppName('count')
    .set('spark.default.parallelism', 4)
    .set('spark.streaming.unpersist', false)
  expect(conf.getAll()).toEqual([
    ['spark.master', 'local[2]'],
    ['spark.app.name', 'count'],
    ['spark.default.parallelism', '4'],
    ['spark.streaming.unpersist', 'false'],
  ])
})

test('get tells what was set, else the default given', () => {
  const conf = new SparkConf().set('spark.app.name', 'count')
  expect(conf.get('spark.app.name', 'other')).toBe('count')
  expect(conf.get('spark.master')).toBeUndefined()
  expect(conf.get('spark.master', 'local')).toBe('local')
  expect([conf.contains('spark.app.name'), conf.contains('spark.master')]).toEqual([true, false])
})

test('setIfMissing leaves what is there', () => {
  const conf = new SparkConf().setMaster('local').setIfMissing('spark.master', 'local[4]')
  expect(
    conf
      .setIfMissing('spark.app.name', 'count')
      .getAll()
      .map(([, value]) => value),
  ).toEqual(['local', 'count'])
})

test('setAll takes pairs, a Map and an object', () => {
  const all = { 'spark.app.name': 'count', 'spark.master': 'local' }
  for (const given of [all, Object.entries(all), new Map(Object.entries(all))]) {
    expect(Object.fromEntries(new SparkConf().setAll(given).getAll())).toEqual(all)
  }
})

test('toDebugString is sorted and hides secrets', () => {
  const conf = new SparkConf()
    .set('spark.master', 'local')
    .set('spark.hadoop.fs.s3a.secret.key', 'abc')
    .set('spark.app.name', 'count')
  expect(conf.toDebugString()).toBe(
    'spark.app.name=count\nspark.hadoop.fs.s3a.secret.key=*********(redacted)\nspark.master=local',
  )
})

test('names without effect are kept and remembered once', () => {
  const conf = new SparkConf()
    .set('spark.executor.memory', '2g')
    .set('spark.app.name', 'count')
    .set('spark.executor.memory', '4g')
    .set('spark.ui.port', 4041)
  expect(conf.get('spark.executor.memory')).toBe('4g')
  expect(conf.keysWithoutEffect).toEqual(['spark.executor.memory', 'spark.ui.port'])
})

test('an unknown name and a bad value are refused, and nothing is set', () => {
  const conf = new SparkConf()
  expect(() => conf.set('spark.streaming.blockintervall', '1s')).toThrow(
    expect.objectContaining({ code: 'TAP702' }),
  )
  expect(() => conf.set('spark.streaming.blockInterval', 'fast')).toThrow(
    expect.objectContaining({ code: 'TAP703' }),
  )
  expect(() => conf.set('spark.app.name', undefined as unknown as string)).toThrow(
    expect.objectContaining({ code: 'TAP703' }),
  )
  expect(conf.getAll()).toEqual([])
})
