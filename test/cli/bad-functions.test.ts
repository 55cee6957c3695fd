import { describe, expect, it, test } from 'vitest'
import { expectForPeople, failed, partsOf } from './lib/failure.ts'
import { testFolder } from './lib/folder.ts'
import { jobText } from './lib/job-text.ts'
import { block } from './lib/pprint.ts'
import { MANUAL, startTap, tap } from './lib/tap.ts'

const RECORDS = `interface Post { user?: { name: string } }
const posts: Post[][] = [[{ user: { name: 'Ada' } }], [{ user: { name: 'Bob' } }, {}, {}]]
`

describe('a function that throws', () => {
  const throws = (streams: string) => failed(jobText(streams), ...MANUAL)

  it('in map: operator, place, batch time, first record; 1; results before it stay', async () => {
    const ended = await throws(`${RECORDS}ssc.queueStream(posts).map(post =>
  post.user!.name.toLowerCase()
).pprint()`)
    expect(partsOf(ended)).toEqual({
      code: 1,
      out: block(1, ['ada']),
      said: 'TAP501',
      places: ['8:14', '7:24'],
    })
    expect(ended.err).toContain(
      'Your function in map failed on a record of batch 1970-01-01 00:00:02.',
    )
    expect(ended.err).toContain('First record: {}')
    expect(ended.err).toContain('TypeError: Cannot read properties of undefined')
    expect(ended.err).toMatch(/> 8 \| {3}post\.user!\.name\.toLowerCase\(\)\n.*\^/)
  })

  test.each([
    ['flatMap', `.flatMap(n => { if (n === 2) throw new RangeError('two'); return [n] })`],
    ['filter', `.filter(n => { if (n === 2) throw new RangeError('two'); return true })`],
    [
      'mapValues',
      `.map(n => [n, n]).mapValues(n => { if (n === 2) throw new RangeError('two'); return n })`,
    ],
    [
      'mapPartitions',
      `.mapPartitions(function* (all) { for (const n of all) { if (n === 2) throw new RangeError('two'); yield n } })`,
    ],
    [
      'reduceByKey',
      `.map(n => [0, n]).reduceByKey((a, b) => { if (b === 2) throw new RangeError('two'); return a })`,
    ],
    ['reduce', `.reduce((a, b) => { if (b === 2) throw new RangeError('two'); return a })`],
    [
      'reduceByKeyAndWindow',
      `.map(n => [0, n]).reduceByKeyAndWindow((a, b) => { if (b === 2) throw new RangeError('two'); return a }, 2)`,
    ],
    [
      'reduceByWindow',
      `.reduceByWindow((a, b) => { if (b === 2) throw new RangeError('two'); return a }, 2)`,
    ],
    [
      'combineByKey',
      `.map(n => [0, n]).combineByKey(n => { if (n === 2) throw new RangeError('two'); return n }, a => a, a => a)`,
    ],
    [
      'partitionBy',
      `.map(n => [n, n]).partitionBy(2, n => { if (n === 2) throw new RangeError('two'); return n })`,
    ],
    [
      'mapAsync',
      `.mapAsync(async n => { await null; if (n === 2) throw new RangeError('two'); return n })`,
    ],
    [
      'flatMapAsync',
      `.flatMapAsync(async n => { if (n === 2) throw new RangeError('two'); return [n] })`,
    ],
    ['filterAsync', `.filterAsync(n => { if (n === 2) throw new RangeError('two'); return true })`],
  ])('in %s', async (operator, chain) => {
    const ended = await throws(`ssc.queueStream([[1, 3, 2, 4]])${chain}.pprint()`)
    expect(partsOf(ended)).toMatchObject({ code: 1, out: '', said: 'TAP501' })
    expect(ended.err).toMatch(new RegExp(`^TAP501 {2}Your function in ${operator} failed`))
    expect(ended.err).toContain('1970-01-01 00:00:01')
    expect(ended.err).toContain('RangeError: two')
    expect(partsOf(ended).places.every((place) => place!.startsWith('5:'))).toBe(true)
    expect(partsOf(ended).places.length).toBeGreaterThan(0)
  })

  it('in updateStateByKey', async () => {
    const ended = await throws(`ssc.checkpoint('state')
const update = (values: number[], sum: number | undefined): number => { throw new RangeError('state') }
ssc.queueStream([['a']]).map(word => [word, 1]).updateStateByKey(update).pprint()`)
    expect(partsOf(ended)).toMatchObject({ code: 1, out: '', said: 'TAP501' })
    expect(ended.err).toMatch(/updateStateByKey/)
    expect(partsOf(ended).places).toEqual(expect.arrayContaining(['7:49']))
  })

  it('in foreachRDD, after an await', async () => {
    const ended = await throws(`ssc.queueStream([['a']]).foreachRDD(async rdd => {
  const words = await rdd.collect()
  throw new RangeError(words.join())
})`)
    expect(partsOf(ended)).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toContain('RangeError: a')
    expect(partsOf(ended).places).toEqual(expect.arrayContaining(['7:9']))
  })

  it('in transform: TAP508', async () => {
    const ended = await throws(`ssc.queueStream([['a']]).transform(rdd => {
  throw new RangeError('transform')
}).pprint()`)
    expect(partsOf(ended)).toMatchObject({ code: 1, out: '', said: 'TAP508' })
    expect(ended.err).toContain('RangeError: transform')
    expect(ended.err).toContain('1970-01-01 00:00:01')
    expect(partsOf(ended).places.length).toBeGreaterThan(0)
  })

  it('thrown things that are no errors are shown', async () => {
    const ended = await throws(`ssc.queueStream([['a']]).map(word => { throw word }).pprint()`)
    expect(partsOf(ended)).toMatchObject({ code: 1, out: '', said: 'TAP501' })
    expect(partsOf(ended).places.length).toBeGreaterThan(0)
  })

  it('in another file of the job: its own place', async () => {
    const cwd = testFolder({
      'job.ts': jobText(`ssc.queueStream([['a']]).map(upper).pprint()`).replace(
        /^/,
        `import { upper } from './lib é/upper.ts'\n`,
      ),
      'lib é/upper.ts': `export const upper = (word: string): string => {\n  throw new RangeError(word)\n}\n`,
    })
    const ended = await tap(['run', 'job.ts', ...MANUAL], { cwd })
    expectForPeople(ended)
    expect(partsOf(ended)).toMatchObject({ code: 1, said: 'TAP501' })
    expect(ended.err).toMatch(/at lib é\/upper\.ts:2:9/)
  })

  it('says the same when the compiled job comes from the cache', async () => {
    const job = jobText(
      `ssc.queueStream([['a']]).map(word => { throw new RangeError(word) }).pprint()`,
    )
    const cwd = testFolder({ 'job.ts': job })
    const first = await tap(['run', 'job.ts', ...MANUAL], { cwd })
    expect(first.err).toMatch(/^TAP501/)
    expect(await tap(['run', 'job.ts', ...MANUAL], { cwd })).toEqual(first)
  })

  it('on a job that catches it: batches go on, 0', async () => {
    const job = jobText(`const queue = [[1], [0], [3]]
ssc.queueStream(queue).map(n => { if (n === 0) throw new RangeError('zero'); return n }).pprint()`)
    const caught = job.replace(
      'await ssc.awaitTermination()',
      `try { await ssc.awaitTermination() } catch (error) { console.log(error.name, error.code) }
await ssc.awaitTermination()`,
    )
    const ended = await failed(caught, ...MANUAL)
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toBe(`${block(1, ['1'])}TapError TAP501 TAP501\n${block(3, ['3'])}`)
  })
})

describe('a function that gives back the wrong thing', () => {
  const gives = (streams: string) => failed(jobText(streams), ...MANUAL)

  it('no pair for a pair operation: TAP402, 1', async () => {
    const ended =
      await gives(`const words: any = ssc.queueStream([['a b']]).flatMap(l => l.split(' '))
words.reduceByKey((a: number, b: number) => a + b).pprint()`)
    expect(partsOf(ended)).toEqual({ code: 1, out: '', said: 'TAP402', places: ['6:7', '5:47'] })
    expect(ended.err).toContain('reduceByKey needs [key, value] pairs, but got a string: "a"')
    expect(ended.err).toContain('Fix: add before it:   .map(w => [w, 1])')
  })

  test.each([
    ['map', `.map(async (n: number) => n)`],
    ['filter', `.filter(async (n: number) => n > 1)`],
    ['flatMap', `.flatMap(async (n: number) => [n])`],
  ])('a promise from %s: TAP503, 1', async (operator, chain) => {
    const ended = await gives(
      `const numbers: any = ssc.queueStream([[1, 2]])\nnumbers${chain}.pprint()`,
    )
    expect(partsOf(ended)).toEqual({ code: 1, out: '', said: 'TAP503', places: ['6:9'] })
    expect(ended.err).toContain(`The function in ${operator} returns a Promise`)
  })

  it('nothing from flatMap: TAP506, 1', async () => {
    const ended = await gives(`const lines: any = ssc.queueStream([['a']])
lines.flatMap((line: string) => { line.split(' ') }).pprint()`)
    expect(partsOf(ended)).toEqual({ code: 1, out: '', said: 'TAP506', places: ['6:7'] })
  })

  it('keys without a value: TAP408, 1', async () => {
    const ended = await gives(`class User { name = 'a' }
ssc.queueStream([[1, 2]]).map(n => [new User(), n]).reduceByKey((a, b) => a + b).pprint()`)
    expect(partsOf(ended)).toMatchObject({ code: 1, out: '', said: 'TAP408' })
    expect(ended.err).toContain('User')
  })

  it('the arguments of foreachRDD swapped: TAP406, 2', async () => {
    const ended = await gives(`const words: any = ssc.queueStream([['a']])
words.foreachRDD((time: any, rdd: any) => rdd.collect())`)
    expect(partsOf(ended)).toMatchObject({ out: '', said: 'TAP406' })
    expect(ended.err).toContain('foreachRDD((rdd, time) =>')
    expect(ended.code).not.toBe(0)
    expect(partsOf(ended).places.length).toBeGreaterThan(0)
  })

  it('foreachRDD without an action: said once, the job goes on', async () => {
    const ended =
      await gives(`ssc.queueStream(Array.from({ length: 20 }, () => ['a'])).foreachRDD(rdd => {
  rdd.map(word => word)
})`)
    expect(ended).toMatchObject({ code: 0, out: '' })
    expect(ended.err.match(/TAP504/g)).toHaveLength(1)
    expect(ended.err).toMatch(/job\.ts:5/)
  })

  it('empty words from double spaces: one hint, the job goes on', async () => {
    const ended =
      await gives(`ssc.queueStream([['a  b'], ['c  d']]).flatMap(line => line.split(' '))
  .map(word => [word, 1]).reduceByKey((a, b) => a + b).pprint()`)
    expect(ended.code).toBe(0)
    expect(ended.out).toContain(`('', 1)`)
    expect(ended.err.match(/''|""|empty word|double space/g)?.length).toBeGreaterThan(0)
    expect(ended.err.trimEnd().split('\n').length).toBeLessThan(5)
  })
})

describe('a function that never comes back', () => {
  const HANGS = `ssc.queueStream([[1, 2, 3]])
  .map(n => n + 1)
  .map(n => {
    writeSync(2, 'spinning\\n')
    while (true) {}
    return n
  })
  .pprint()`

  it('is ended by one Ctrl-C, and named: TAP507, 1', async () => {
    const job = `import { writeSync } from 'node:fs'\n${jobText(HANGS, { interval: 0.05 })}`
    const started = startTap(['run', 'job.ts'], { cwd: testFolder({ 'job.ts': job }) })
    await started.said(/spinning/)
    // A function counts as hung from one second on.
    await new Promise((resolve) => setTimeout(resolve, 1300))
    started.kill('SIGINT')
    const ended = await started.ended
    expectForPeople(ended)
    expect(partsOf(ended)).toEqual({ code: 1, out: '', said: 'TAP507', places: ['8:4'] })
    expect(ended.err).toContain('Your function in map did not come back')
  })

  it('is ended by one Ctrl-C in its first second, too', async () => {
    const job = `import { writeSync } from 'node:fs'\n${jobText(HANGS, { interval: 0.05 })}`
    const started = startTap(['run', 'job.ts'], { cwd: testFolder({ 'job.ts': job }) })
    await started.said(/spinning/)
    started.kill('SIGINT')
    const ended = await started.ended
    expectForPeople(ended)
    expect(partsOf(ended)).toEqual({ code: 1, out: '', said: 'TAP507', places: ['8:4'] })
  })

  it.each([
    ['foreachRDD', 'stream.foreachRDD(() => { hang() })'],
    ['foreachPartition', 'stream.foreachRDD(rdd => rdd.foreachPartition(() => { hang() }))'],
    ['mapPartitions', 'stream.mapPartitions(function* () { hang() }).pprint()'],
    ['transform', 'stream.transform(rdd => { hang(); return rdd }).pprint()'],
  ])('is named wherever it is called: %s', async (operator, line) => {
    const hang = `const hang = () => { writeSync(2, 'spinning\\n'); while (true) {} }`
    const streams = `${hang}\nconst stream = ssc.queueStream([[1, 2]])\n${line}`
    const job = `import { writeSync } from 'node:fs'\n${jobText(streams, { interval: 0.05 })}`
    const started = startTap(['run', 'job.ts'], { cwd: testFolder({ 'job.ts': job }) })
    await started.said(/spinning/)
    await new Promise((resolve) => setTimeout(resolve, 1300))
    started.kill('SIGINT')
    const ended = await started.ended
    expect(ended.code).toBe(1)
    expect(ended.err).toContain(`Your function in ${operator} did not come back`)
  })

  it('is ended by a second Ctrl-C when the first came early', async () => {
    const job = `import { writeSync } from 'node:fs'\n${jobText(HANGS, { interval: 0.05 })}`
    const started = startTap(['run', 'job.ts'], { cwd: testFolder({ 'job.ts': job }) })
    await started.said(/spinning/)
    started.kill('SIGINT')
    // The attempt is dropped and made again: entered plainly this time.
    await started.said(/spinning\n[^]*spinning/)
    started.kill('SIGINT')
    const { code, signal, out } = await started.ended
    expect([out, code === 130 || signal === 'SIGINT']).toEqual(['', true])
  })
})
