import { describe, expect, it } from 'vitest'
import { Milliseconds, SparkConf, SparkContext, StreamingContext } from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { code, context, counting, stopAfterEach, streams } from './streams.ts'

stopAfterEach()

const nothing = (): void => undefined

const raise = (message: string): never => {
  throw new RangeError(message)
}

describe('construction', () => {
  it('takes a SparkContext, a SparkConf, or master and name', async () => {
    const sc = context()
    expect(new StreamingContext(sc, 2).batchDuration).toBe(2000)
    await sc.stop()
    const byConf = new StreamingContext(new SparkConf().setMaster('local').setAppName('by conf'), 1)
    expect(byConf.sparkContext.appName).toBe('by conf')
    await byConf.stop()
    const byName = new StreamingContext('local[3]', 'by name', Milliseconds(250))
    expect([byName.sparkContext.appName, byName.batchDuration]).toEqual(['by name', 250])
    expect(byName.sparkContext.defaultParallelism).toBe(3)
    await byName.stop()
  })

  it.each([
    [undefined, 'TAP405'],
    [null, 'TAP405'],
    [0, 'TAP405'],
    [-1, 'TAP405'],
    ['soon', 'TAP405'],
  ])('refuses %o as batch interval', (interval, expected) => {
    const sc = context()
    expect(() => new StreamingContext(sc, interval as number)).toThrow(
      expect.objectContaining({ code: expected }),
    )
  })

  it.each([[undefined], [null], [5], [[]]])('refuses %o in place of a context', (first) => {
    expect(() => new StreamingContext(first as unknown as SparkContext, 1)).toThrow(
      expect.objectContaining({ code: 'TAP109' }),
    )
  })

  it('refuses an unknown option with the nearest', () => {
    const sc = context()
    const options = { clok: new ManualClock() } as unknown as { clock: ManualClock }
    expect(() => new StreamingContext(sc, 1, options)).toThrow(
      expect.objectContaining({ code: 'TAP108' }),
    )
  })

  it('refuses a SparkContext that has been stopped', async () => {
    const sc = context()
    await sc.stop()
    expect(() => new StreamingContext(sc, 1)).toThrow(expect.objectContaining({ code: 'TAP110' }))
  })

  it('takes the checkpoint directory of the configuration', () => {
    const { ssc } = streams({ 'spark.streaming.checkpoint.directory': checkpoints() })
    counting(ssc)
      .map((n) => [n, 1])
      .updateStateByKey((v) => v.length)
      .foreachRDD(nothing)
    ssc.start()
    expect(ssc.getState()).toBe('ACTIVE')
  })
})

describe('the SparkContext', () => {
  it('is one at a time', async () => {
    const sc = context()
    expect(() => new SparkContext('local', 'second')).toThrow(
      expect.objectContaining({ code: 'TAP110' }),
    )
    expect(SparkContext.getOrCreate()).toBe(sc)
    await sc.stop()
    expect(context()).not.toBe(sc)
  })

  it('does nothing more once it is stopped', async () => {
    const sc = context()
    const rdd = sc.parallelize([1, 2])
    await sc.stop()
    await sc.stop()
    expect(sc.isStopped).toBe(true)
    await expect(rdd.collect()).rejects.toEqual(code('TAP110'))
    expect(() => sc.parallelize([1])).toThrow(expect.objectContaining({ code: 'TAP110' }))
  })
})

describe('getOrCreate and getActiveOrCreate', () => {
  it.each(['getOrCreate', 'getActiveOrCreate'] as const)(
    '%s makes a context with the directory, and one that goes on from it',
    async (method) => {
      const directory = checkpoints()
      const totals: unknown[] = []
      const run = async (start: number): Promise<void> => {
        const clock = new ManualClock(start)
        const ssc = await StreamingContext[method](directory, () => {
          const made = new StreamingContext(context(), 1, { clock })
          made
            .queueStream([['a', 'a']])
            .map((word) => [word, 1])
            .updateStateByKey((values, n) => values.length + (n ?? 0))
            .foreachRDD(
              async (rdd, time) => void totals.push([time.milliseconds, ...(await rdd.collect())]),
            )
          return made
        })
        expect(ssc.getState()).toBe('INITIALIZED')
        ssc.start()
        await clock.advance(1)
        await ssc.stop()
      }
      await run(0)
      await run(1000)
      expect(totals).toEqual([
        [1000, ['a', 2]],
        [2000, ['a', 4]],
      ])
    },
  )

  it.each([
    ['not a function', null],
    ['a function that gives no context', () => 5],
  ])('getOrCreate refuses %s', async (_, create) => {
    const get = StreamingContext.getOrCreate as (...given: unknown[]) => Promise<unknown>
    await expect(get(checkpoints(), create)).rejects.toEqual(code('TAP109'))
  })

  it('give the active context, with or without a directory', async () => {
    const { ssc } = streams()
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    const create = (): StreamingContext => raise('not asked for')
    expect(await StreamingContext.getActiveOrCreate(null, create)).toBe(ssc)
    expect(await StreamingContext.getActiveOrCreate('dir', create)).toBe(ssc)
  })

  it('make a context when none is active, and do not start it', async () => {
    const sc = context()
    const create = (): StreamingContext => new StreamingContext(sc, 2)
    const ssc = await StreamingContext.getActiveOrCreate(null, create)
    expect([ssc.batchDuration, ssc.getState()]).toEqual([2000, 'INITIALIZED'])
  })

  it.each<[string, readonly unknown[]]>([
    ['no function', [null]],
    ['a function in place of the directory', [() => undefined]],
    ['no directory and no null', [undefined, () => undefined]],
    ['a function that gives no context', [null, () => 5]],
  ])('refuse %s', async (_, given) => {
    const get = StreamingContext.getActiveOrCreate as (...given: unknown[]) => Promise<unknown>
    await expect(get(...given)).rejects.toEqual(code('TAP109'))
  })

  it('getActive is the started context and no other', async () => {
    expect(StreamingContext.getActive()).toBeUndefined()
    const { ssc } = streams()
    counting(ssc).foreachRDD(nothing)
    expect(StreamingContext.getActive()).toBeUndefined()
    ssc.start()
    expect(StreamingContext.getActive()).toBe(ssc)
    await ssc.stop()
    expect(StreamingContext.getActive()).toBeUndefined()
  })
})
