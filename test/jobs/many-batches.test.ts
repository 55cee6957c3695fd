import { expect, it } from 'vitest'
import { testFolder } from '../cli/lib/folder.ts'
import { jobText } from '../cli/lib/job-text.ts'
import { block } from '../cli/lib/pprint.ts'
import { MANUAL, tap } from '../cli/lib/tap.ts'

/** The bundled jobs have one batch each when their text comes at once; here are the same streams over several. */
const printed = async (streams: string): Promise<string> => {
  const cwd = testFolder({ 'job.ts': jobText(streams) })
  const { code, out } = await tap(['run', 'job.ts', ...MANUAL], { cwd })
  expect(code).toBe(0)
  return out
}

const LINES = `const lines = ssc.queueStream([['a b', 'a'], [], ['b b'], ['c a']])`
const PAIRS = `${LINES}
const pairs = lines.flatMap(line => line.split(' ')).map(word => [word, 1])`

/** In a partition of two, `b` stands before `a` and `c`: their hash codes are 98, 97 and 99. */
it('counts words batch by batch', async () => {
  const out = await printed(`${PAIRS}
pairs.reduceByKey((a, b) => a + b).pprint()`)
  expect(out).toBe(
    [
      block(1, [`('b', 1)`, `('a', 2)`]),
      block(2, []),
      block(3, [`('b', 2)`]),
      block(4, [`('c', 1)`, `('a', 1)`]),
    ].join(''),
  )
})

it('keeps running counts, seeded ones first', async () => {
  const out = await printed(`ssc.checkpoint('checkpoint')
${PAIRS}
const initial = sc.parallelize([['hello', 1], ['world', 1]])
const update = (values: number[], sum: number | undefined) => values.reduce((a, b) => a + b, sum ?? 0)
pairs.updateStateByKey(update, { initialRDD: initial }).pprint()`)
  const seeds = [`('hello', 1)`, `('world', 1)`]
  expect(out).toBe(
    [
      block(1, [...seeds, `('b', 1)`, `('a', 2)`]),
      block(2, [...seeds, `('b', 1)`, `('a', 2)`]),
      block(3, [...seeds, `('b', 3)`, `('a', 2)`]),
      block(4, [...seeds, `('b', 3)`, `('a', 3)`, `('c', 1)`]),
    ].join(''),
  )
})

/** One word a second: in `(t - 30, t]` the counts of the seconds 1 to 15 (a) and 16 to 25 (b), then nothing. */
it('counts over windows that fill, slide and run empty', async () => {
  const out = await printed(`ssc.checkpoint('checkpoint')
const queue = Array.from({ length: 60 }, (_, i) => i < 15 ? ['a'] : i < 25 ? ['b'] : [])
const pairs = ssc.queueStream(queue).map(word => [word, 1])
pairs.reduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, 30, 10).pprint()`)
  expect(out).toBe(
    [
      block(10, [`('a', 10)`]),
      block(20, [`('b', 5)`, `('a', 15)`]),
      block(30, [`('b', 10)`, `('a', 15)`]),
      block(40, [`('b', 10)`, `('a', 5)`]),
      block(50, [`('b', 5)`]),
      block(60, []),
    ].join(''),
  )
})

it('prints the outputs of a batch in the order of their definition, around what the job prints itself', async () => {
  const out = await printed(`const numbers = ssc.queueStream([[1, 2.5], [{ a: null }]])
numbers.foreachRDD(async (rdd, time) => console.log(time.format(), (await rdd.collect()).length))
numbers.pprint()
numbers.print(1)
console.log('defined')`)
  const scala = (ms: number, ...lines: string[]): string =>
    ['-'.repeat(43), `Time: ${ms} ms`, '-'.repeat(43), ...lines, '', ''].join('\n')
  expect(out).toBe(
    [
      'defined\n',
      '1970-01-01 00:00:01 2\n',
      block(1, ['1', '2.5']),
      scala(1000, '1', '...'),
      '1970-01-01 00:00:02 1\n',
      block(2, [`{'a': None}`]),
      scala(2000, 'Map(a -> null)'),
    ].join(''),
  )
})
