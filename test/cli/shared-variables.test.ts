import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { testFolder } from './lib/folder.ts'
import { jobText } from './lib/job-text.ts'
import { MANUAL, tap } from './lib/tap.ts'

it('an attempt that was broken off and made again counts once', async () => {
  const job = jobText(`const seen = sc.accumulator(0)
ssc.queueStream([[1, 2, 3]]).foreachRDD(async rdd => {
  const slow = rdd.map(x => {
    seen.add(1)
    if (x === 2) for (const until = Date.now() + 2600; Date.now() < until;);
    return x
  })
  console.log(await slow.count(), seen.value)
})`)
  const cwd = testFolder({ 'job.ts': job })
  const { code, out } = await tap(['run', 'job.ts', ...MANUAL], { cwd })
  expect({ code, out }).toEqual({ code: 0, out: '3 3\n' })
})

it('what is kept on disk goes with the process, also when the job fails', async () => {
  const job = `import { SparkContext, StorageLevel } from 'tapstream'
const sc = new SparkContext('local[2]', 'Kept')
const kept = sc.range(10).persist(StorageLevel.DISK_ONLY)
console.log(await kept.count())
throw new Error('after all')
`
  const cwd = testFolder({ 'job.ts': job })
  mkdirSync(join(cwd, 'kept'))
  const conf = ['--conf', 'spark.local.dir=kept']
  const { code, out } = await tap(['run', ...conf, 'job.ts'], { cwd })
  expect({ code, out }).toEqual({ code: 1, out: '10\n' })
  expect(readdirSync(join(cwd, 'kept'))).toEqual([])
})
