import { describe, expect, it } from 'vitest'
import {
  type DStream,
  Milliseconds,
  Receiver,
  SparkConf,
  SparkContext,
  StreamingContext,
} from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { CHECKPOINTS } from '../../src/core/checkpoint-folder.fixture.ts'
import { code, context, counting, stopAfterEach, streams, streamsOn } from './streams.ts'

stopAfterEach()

const add = (a: number, b: number): number => a + b
const nothing = (): void => undefined

describe('start()', () => {
  it('without an output operation is an error and ends the context', async () => {
    const { ssc } = streams()
    counting(ssc).map((n) => n + 1)
    expect(() => ssc.start()).toThrow(expect.objectContaining({ code: 'TAP101', kind: 'program' }))
    expect(ssc.getState()).toBe('STOPPED')
    expect(StreamingContext.getActive()).toBeUndefined()
    expect(() => ssc.start()).toThrow(expect.objectContaining({ code: 'TAP104' }))
    await expect(ssc.awaitTermination()).resolves.toBeUndefined()
  })

  it('while another context is active is an error; this one stays as it was and can start later', async () => {
    const first = streams()
    counting(first.ssc).foreachRDD(nothing)
    const second = streamsOn(first.sc)
    counting(second.ssc).foreachRDD(nothing)
    first.ssc.start()
    expect(() => second.ssc.start()).toThrow(expect.objectContaining({ code: 'TAP104' }))
    expect([first.ssc.getState(), second.ssc.getState()]).toEqual(['ACTIVE', 'INITIALIZED'])
    counting(second.ssc).foreachRDD(nothing)
    await first.ssc.stop(false)
    second.ssc.start()
    expect([first.ssc.getState(), second.ssc.getState()]).toEqual(['STOPPED', 'ACTIVE'])
  })

  it('on an active context does nothing', () => {
    const { ssc, said } = streams()
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    ssc.start()
    expect(ssc.getState()).toBe('ACTIVE')
    expect(said().filter((type) => type === 'StreamingStarted')).toHaveLength(1)
  })

  it('on a stopped context is an error', async () => {
    const { ssc } = streams()
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    await ssc.stop()
    expect(() => ssc.start()).toThrow(expect.objectContaining({ code: 'TAP104' }))
    expect(ssc.getState()).toBe('STOPPED')
  })

  it.each<[string, (pairs: DStream<[number, number]>) => DStream<unknown>, boolean]>([
    ['updateStateByKey', (s) => s.updateStateByKey((v) => v.length), true],
    ['a window with an inverse', (s) => s.reduceByKeyAndWindow(add, (a, b) => a - b, 2, 1), true],
    [
      'something built on a state',
      (s) => s.updateStateByKey((v) => v.length).map(([k]) => k),
      true,
    ],
    ['a window without an inverse', (s) => s.reduceByKeyAndWindow(add, 2, 1), false],
    ['a plain window', (s) => s.window(2), false],
  ])('with %s and no checkpoint directory', async (_, build, refused) => {
    const { ssc } = streams()
    build(counting(ssc).map((n) => [n, 1])).foreachRDD(nothing)
    if (!refused) return ssc.start()
    expect(() => ssc.start()).toThrow(expect.objectContaining({ code: 'TAP105' }))
    expect(ssc.getState()).toBe('STOPPED')
  })

  it('does not ask for a directory on behalf of a state that no output uses', () => {
    const { ssc } = streams()
    const numbers = counting(ssc)
    numbers.map((n) => [n, 1]).updateStateByKey((v) => v.length)
    numbers.foreachRDD(nothing)
    ssc.start()
    expect(ssc.getState()).toBe('ACTIVE')
  })

  it('with a directory says once that state is not saved yet', async () => {
    const { ssc, events, clock } = streams()
    ssc.checkpoint(CHECKPOINTS)
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    await clock.advance(3)
    const once = events.flatMap((event) => (event.type === 'Notice' ? [event.once] : []))
    expect(once.filter((name) => name === 'checkpoint')).toHaveLength(1)
  })

  it('any other failure within it ends the context and is thrown', () => {
    const { ssc } = streams()
    counting(ssc).foreachRDD(nothing)
    Object.defineProperty(ssc.clock, 'at', {
      value: () => {
        throw new RangeError('no timers')
      },
    })
    expect(() => ssc.start()).toThrow('no timers')
    expect(ssc.getState()).toBe('STOPPED')
    expect(StreamingContext.getActive()).toBeUndefined()
  })
})

class Silent extends Receiver<string> {
  onStart(): void {}
  onStop(): void {}
}

const ADDITIONS: readonly (readonly [
  string,
  (ssc: StreamingContext, numbers: DStream<number>) => unknown,
])[] = [
  ['queueStream', (ssc) => ssc.queueStream([])],
  ['socketTextStream', (ssc) => ssc.socketTextStream('localhost', 9)],
  ['textFileStream', (ssc) => ssc.textFileStream('.')],
  ['stdinTextStream', (ssc) => ssc.stdinTextStream()],
  ['receiverStream', (ssc) => ssc.receiverStream(new Silent())],
  ['socketStream', (ssc) => ssc.socketStream('localhost', 9, async function* () {})],
  ['map', (_, n) => n.map((x) => x)],
  ['flatMap', (_, n) => n.flatMap((x) => [x])],
  ['filter', (_, n) => n.filter(Boolean)],
  ['mapPartitions', (_, n) => n.mapPartitions((it) => it)],
  ['glom', (_, n) => n.glom()],
  ['union', (_, n) => n.union(n)],
  ['count', (_, n) => n.count()],
  ['reduce', (_, n) => n.reduce(add)],
  ['transform', (_, n) => n.transform((rdd) => rdd)],
  ['countByValue', (_, n) => n.countByValue()],
  ['mapValues', (_, n) => (n as unknown as DStream<[number, number]>).mapValues((v) => v)],
  ['reduceByKey', (_, n) => (n as unknown as DStream<[number, number]>).reduceByKey(add)],
  ['groupByKey', (_, n) => (n as unknown as DStream<[number, number]>).groupByKey()],
  [
    'updateStateByKey',
    (_, n) => (n as unknown as DStream<[number, number]>).updateStateByKey((v) => v.length),
  ],
  ['window', (_, n) => n.window(2)],
  [
    'reduceByKeyAndWindow',
    (_, n) => (n as unknown as DStream<[number, number]>).reduceByKeyAndWindow(add, 2),
  ],
  ['foreachRDD', (_, n) => n.foreachRDD(nothing)],
  ['pprint', (_, n) => n.pprint()],
  ['print', (_, n) => n.print()],
]

describe('to add', () => {
  it.each(ADDITIONS)(
    '%s after the start is an error that says so, and after the stop too',
    async (_, addition) => {
      const { ssc } = streams()
      const numbers = counting(ssc)
      numbers.foreachRDD(nothing)
      ssc.start()
      expect(() => addition(ssc, numbers)).toThrow(
        expect.objectContaining({
          code: 'TAP103',
          message: expect.stringMatching(/start/) as string,
        }),
      )
      await ssc.stop()
      expect(() => addition(ssc, numbers)).toThrow(
        expect.objectContaining({
          code: 'TAP103',
          message: expect.stringMatching(/stop/) as string,
        }),
      )
      expect(ssc.size).toEqual({ sources: 1, outputs: 1 })
    },
  )

  it('within an output operation is an error of that batch', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    numbers.foreachRDD(() => {
      numbers.map((n) => n).foreachRDD(nothing)
    })
    ssc.start()
    const ended = ssc.awaitTermination()
    await Promise.all([clock.advance(1), expect(ended).rejects.toEqual(code('TAP103'))])
  })
})

describe('what must be said before the start', () => {
  it.each<[string, (ssc: StreamingContext, numbers: DStream<number>) => unknown]>([
    ['cache', (_, numbers) => numbers.cache()],
    ['checkpoint', (ssc) => ssc.checkpoint(CHECKPOINTS)],
    ['remember', (ssc) => ssc.remember(5)],
  ])('%s', async (_, say) => {
    const { ssc } = streams()
    const numbers = counting(ssc)
    numbers.foreachRDD(nothing)
    ssc.start()
    expect(() => say(ssc, numbers)).toThrow(expect.objectContaining({ code: 'TAP111' }))
    await ssc.stop()
    expect(() => say(ssc, numbers)).toThrow(expect.objectContaining({ code: 'TAP111' }))
  })

  it('remember can be said once', () => {
    const { ssc } = streams()
    ssc.remember(5)
    expect(() => ssc.remember(6)).toThrow(/remember/i)
  })
})

describe('lengths of windows', () => {
  it.each<[string, (numbers: DStream<number>) => unknown, string]>([
    ['a window that is no multiple of the batch', (n) => n.window(1.5), 'TAP401'],
    ['a slide that is none', (n) => n.window(3, 1.5), 'TAP401'],
    ['a window that is no multiple of its parent', (n) => n.window(4, 2).window(3), 'TAP401'],
    ['a slide that is none of its parent', (n) => n.window(4, 2).window(4, 1), 'TAP401'],
    ['a reduced window', (n) => n.map((x) => [x, 1]).reduceByKeyAndWindow(add, 2.5, 1), 'TAP401'],
    [
      'one with an inverse',
      (n) => n.map((x) => [x, 1]).reduceByKeyAndWindow(add, add, 2, 0.5),
      'TAP401',
    ],
    ['no length', (n) => n.window(0), 'TAP405'],
    ['a negative slide', (n) => n.window(1, -1), 'TAP405'],
  ])('%s is refused where it is written', (_, build, expected) => {
    const { ssc } = streams()
    const numbers = counting(ssc)
    expect(() => build(numbers)).toThrow(expect.objectContaining({ code: expected }))
  })

  it('a window shorter than its slide is none of these', () => {
    const { ssc } = streams()
    expect(counting(ssc).window(1, 3).slideDuration).toBe(3000)
  })
})

describe('union', () => {
  it('of streams with different slides, or of two contexts, is refused', () => {
    const { ssc, sc } = streams()
    const numbers = counting(ssc)
    const other = counting(streamsOn(sc).ssc)
    for (const second of [numbers.window(2, 2), other, undefined, null, 5]) {
      expect(() => numbers.union(second as DStream<number>)).toThrow(
        expect.objectContaining({ code: 'TAP407' }),
      )
    }
  })
})

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
    const { ssc } = streams({ 'spark.streaming.checkpoint.directory': CHECKPOINTS })
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

describe('what does not exist yet', () => {
  it('getOrCreate says so', async () => {
    await expect(
      (async () => StreamingContext.getOrCreate('dir', () => streams().ssc))(),
    ).rejects.toEqual(code('TAP107'))
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
