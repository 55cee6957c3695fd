import { describe, expect, it } from 'vitest'
import { testFolder } from './lib/folder.ts'
import { MANUAL, tap } from './lib/tap.ts'

const run = (job: string) =>
  tap(['run', 'job.ts', ...MANUAL], { cwd: testFolder({ 'job.ts': job }) })

const job = (lines: string): string => `import { SparkContext, StreamingContext } from 'tapstream'

await using sc = new SparkContext('local[2]', 'Loop')
await using ssc = new StreamingContext(sc, 1)
${lines}
`

describe('a job that reads its batches in a loop', () => {
  it('ends with 0 when the loop does', async () => {
    const text = job(`const batches = ssc.queueStream([['a'], ['b', 'c']]).batches()
ssc.start()
for await (const { time, elements } of batches) {
  console.log(time.format(), elements)
  if (elements.length === 2) break
}
console.log('after')`)
    expect(await run(text)).toMatchObject({
      code: 0,
      out: `1970-01-01 00:00:01 [ 'a' ]\n1970-01-01 00:00:02 [ 'b', 'c' ]\nafter\n`,
      err: '',
    })
  })

  it('has the error of a batch come out of the loop, told once', async () => {
    const failing = `const batches = ssc.queueStream([[1], [2], [3]]).map((n) => {
  if (n === 2) throw new Error('two')
  return n
}).batches()
ssc.start()
`
    const through = await run(
      job(`${failing}for await (const { elements } of batches) console.log(elements)`),
    )
    expect([through.code, through.out]).toEqual([1, '[ 1 ]\n'])
    expect(through.err.match(/TAP501/g)).toHaveLength(1)
    const caught = await run(
      job(`${failing}try {
  for await (const { elements } of batches) console.log(elements)
} catch (error) {
  console.log((error as { code: string }).code)
}`),
    )
    expect(caught).toMatchObject({ code: 0, out: '[ 1 ]\nTAP501\n', err: '' })
  })
})

it('await using stops a context whose block throws', async () => {
  const { code, out, err } = await run(
    job(`ssc.queueStream([['a']]).pprint()
process.on('exit', () => console.log(ssc.getState(), sc.isStopped))
ssc.start()
throw new RangeError('in the job')`),
  )
  expect([code, out]).toEqual([1, expect.stringMatching(/^STOPPED true\n$/)])
  expect(err).toContain('in the job')
})
