import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { StorageLevel } from '../rdd/storage-level.ts'
import { SparkConf } from './spark-conf.ts'
import { SparkContext } from './index.ts'

it('what is kept on disk lies below spark.local.dir, and goes with the context', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tap local dir '))
  const conf = new SparkConf().setMaster('local[2]').setAppName('x').set('spark.local.dir', folder)
  const sc = new SparkContext(conf)
  const numbers = sc.range(100).persist(StorageLevel.DISK_ONLY)
  expect(await readdir(folder)).toEqual([])
  expect(await numbers.count()).toBe(100)
  const [own] = await readdir(folder)
  expect(await readdir(join(folder, own!))).toHaveLength(2)
  expect(await numbers.collect()).toEqual(await sc.range(100).collect())
  numbers.unpersist()
  await sc.stop()
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
})
