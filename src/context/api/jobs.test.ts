import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TapEvent } from '../../core/events.ts'
import { SparkContext } from '../index.ts'

const code = (value: string): unknown => expect.objectContaining({ code: value })

const pause = (ms = 1): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

let sc: SparkContext
beforeAll(() => {
  sc = new SparkContext('local[2]', 'jobs')
})
afterAll(() => sc.stop())

/** Long enough to be cancelled, and short enough to be waited for. */
const slow = (): Promise<number> =>
  sc
    .range(0, 300, 1, 2)
    .map((x) => {
      const until = performance.now() + 0.5
      while (performance.now() < until) continue
      return x
    })
    .count()

describe('local properties', () => {
  it('belong to an asynchronous context and what it starts', async () => {
    sc.setLocalProperty('team', 'lab')
    const child = (async () => {
      expect(sc.getLocalProperty('team')).toBe('lab')
      await pause()
      sc.setLocalProperty('team', 'child')
      await pause()
      return sc.getLocalProperty('team')
    })()
    await pause(5)
    expect(sc.getLocalProperty('team')).toBe('lab')
    expect(await child).toBe('child')
    sc.setLocalProperty('team', null)
    expect(sc.getLocalProperty('team')).toBeUndefined()
  })

  it('hold group and description', () => {
    sc.setJobGroup('g', 'work', { interruptOnCancel: true })
    expect(sc.getLocalProperty('spark.jobGroup.id')).toBe('g')
    expect(sc.getLocalProperty('spark.job.description')).toBe('work')
    expect(sc.getLocalProperty('spark.job.interruptOnCancel')).toBe('true')
    sc.setJobDescription('other work')
    expect(sc.getLocalProperty('spark.job.description')).toBe('other work')
    sc.clearJobGroup()
    expect(sc.getLocalProperty('spark.jobGroup.id')).toBeUndefined()
  })

  it('are text', () => {
    const loose = sc as unknown as { setLocalProperty(...given: unknown[]): void }
    expect(() => loose.setLocalProperty('a', 5)).toThrow(code('TAP109'))
    expect(() => loose.setLocalProperty(5, 'a')).toThrow(code('TAP109'))
  })
})

describe('cancelling', () => {
  it('ends the running jobs of a group, and no others', async () => {
    const grouped = (group: string): Promise<number> => {
      sc.setJobGroup(group, '')
      return slow()
    }
    const jobs = [pause(0).then(() => grouped('a')), pause(0).then(() => grouped('b')), slow()]
    const ended = Promise.allSettled(jobs)
    await pause(30)
    sc.cancelJobGroup('nobody')
    sc.cancelJobGroup('a')
    const [a, b, none] = await ended
    expect(a).toMatchObject({ status: 'rejected', reason: { code: 'TAP515' } })
    expect(String((a as PromiseRejectedResult).reason)).toContain(`cancelJobGroup("a")`)
    expect([b, none]).toMatchObject([{ value: 300 }, { value: 300 }])
  })

  it('ends all running jobs, and none that begin later', async () => {
    const ended = Promise.allSettled([slow(), slow()])
    await pause(10)
    sc.cancelAllJobs()
    for (const job of await ended) expect(job).toMatchObject({ reason: { code: 'TAP515' } })
    expect(await sc.range(3).count()).toBe(3)
  })
})

describe('setLogLevel', () => {
  it('tells the level, in capitals', () => {
    const events: TapEvent[] = []
    const off = sc.events.on((event) => events.push(event))
    sc.setLogLevel('WARN')
    sc.setLogLevel('debug' as 'DEBUG')
    off()
    expect(events).toEqual([
      { type: 'LogLevelSet', level: 'WARN' },
      { type: 'LogLevelSet', level: 'DEBUG' },
    ])
  })

  it('refuses what Spark does not know', () => {
    expect(() => sc.setLogLevel('LOUD' as 'ALL')).toThrow(/ALL, TRACE, DEBUG, INFO/)
  })
})

describe('runJob', () => {
  it('puts the results of partitions into one list, in the order asked for', async () => {
    const rdd = sc.parallelize([1, 2, 3, 4], 2)
    const squares = (part: Iterable<number>): number[] => [...part].map((x) => x * x)
    expect(await sc.runJob(rdd, squares)).toEqual([1, 4, 9, 16])
    expect(await sc.runJob(rdd, squares, [1, 0])).toEqual([9, 16, 1, 4])
    expect(await sc.runJob(rdd, squares, { partitions: [1] })).toEqual([9, 16])
    await expect(sc.runJob(rdd, squares, [2])).rejects.toEqual(code('TAP109'))
  })
})
