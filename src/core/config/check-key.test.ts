import { expect, test } from 'vitest'

import { checkKey } from './check-key.ts'
import { CLUSTER_NAMES } from './names/cluster.ts'
import { RUNTIME_NAMES } from './names/runtime.ts'
import { SQL_NAMES } from './names/sql.ts'
import { STREAMING_NAMES } from './names/streaming.ts'
import { readNames } from './read-names.ts'
import { isSetting, SETTINGS } from './settings.ts'

const LISTS = [CLUSTER_NAMES, RUNTIME_NAMES, SQL_NAMES, STREAMING_NAMES]

test('every name of the lists is known, said once, and not read by the engine', () => {
  const names = LISTS.flatMap(readNames)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(1000)
  expect(names.filter(isSetting)).toEqual([])
  expect(names.filter((name) => !/^spark(\.[A-Za-z0-9_-]+)+$/.test(name))).toEqual([])
  expect(new Set(names.map(checkKey))).toEqual(new Set(['no effect']))
})

test('what the engine reads is effective', () => {
  expect(new Set(Object.keys(SETTINGS).map(checkKey))).toEqual(new Set(['effective']))
  expect(checkKey('spark.streaming.blockInterval')).toBe('effective')
})

test.each([
  'spark.executor.memory',
  'spark.ui.port',
  'spark.sql.shuffle.partitions',
  'spark.serializer',
  'spark.jars.packages',
  'spark.logConf',
  'spark.driver.extraJavaOptions',
  'spark.dynamicAllocation.enabled',
  'spark.eventLog.dir',
  'spark.yarn.queue',
  'spark.kubernetes.container.image',
  'spark.kubernetes.authenticate.driver.serviceAccountName',
  'spark.shuffle.io.maxRetries',
  'spark.streaming.backpressure.pid.minRate',
  'spark.streaming.kafka.consumer.poll.ms',
  'spark.streaming.kafka.consumer.cache.maxCapacity',
  'spark.streaming.driver.writeAheadLog.batchingTimeout',
  'spark.kafka.consumer.cache.capacity',
  'spark.graphx.pregel.checkpointInterval',
  'spark.history.fs.logDirectory',
  'spark.network.timeout',
  'spark.executorEnv.PATH',
  'spark.hadoop.fs.s3a.access.key',
  'spark.sql.catalog.mine',
  'spark.sql.catalog.mine.uri',
  'spark.executor.resource.gpu.amount',
  'spark.scheduler.listenerbus.eventqueue.shared.capacity',
  'spark.com.example.Filter.param.name',
])('%s is a name of Spark without effect here', (name) => {
  expect(checkKey(name)).toBe('no effect')
})

test.each([
  ['spark.streaming.blockinterval', 'write spark.streaming.blockInterval'],
  ['spark.ui.prot', 'write spark.ui.port'],
  ['spark.tap.executer', 'write spark.tap.executor'],
  ['spark.executor.memroy', 'write spark.executor.memory'],
  ['completely.different', 'remove it'],
  ['spark.executorEnv.', undefined],
  ['', undefined],
])('%j is TAP702', (name, fix) => {
  expect(() => checkKey(name)).toThrow(expect.objectContaining({ code: 'TAP702', kind: 'program' }))
  expect(() => checkKey(name)).toThrow(fix ?? 'There is no configuration')
})

test('a wrong capital letter is named as such', () => {
  expect(() => checkKey('Spark.App.Name')).toThrow(/Capital letters count/)
})
