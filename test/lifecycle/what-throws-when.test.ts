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
import {
  code,
  context,
  counting,
  stopAfterEach,
  type Streams,
  streams,
  streamsOn,
} from './streams.ts'

stopAfterEach()

const add = (a: number, b: number): number => a + b
const nothing = (): void => undefined

const raise = (message: string): never => {
  throw new RangeError(message)
}

function caseOn(sc: SparkContext): Case {
  const made = streamsOn(sc)
  return { ...made, numbers: counting(made.ssc) }
}

function noDirectory(directory: unknown): (one: Case) => void {
  return ({ ssc }) => ssc.checkpoint(directory as string)
}

/** The code or the kind of what is thrown; else whether there was a warning. */
const resultOf = async (one: Case, act: (one: Case) => unknown): Promise<string> => {
  try {
    await act(one)
    return one.said().includes('Notice') ? 'a warning' : 'nothing'
  } catch (error) {
    const { code: given, name } = error as { code?: string; name: string }
    return given ?? name
  }
}

/** A context on a clock that is moved by hand, with one stream and no output operation. */
interface Case extends Streams {
  readonly numbers: DStream<number>
}

const output = ({ numbers }: Case): void => numbers.foreachRDD(nothing)
const startWithOutput = (one: Case): void => {
  output(one)
  one.ssc.start()
}
const startAndStop = async (one: Case): Promise<void> => {
  startWithOutput(one)
  await one.ssc.stop({ stopSparkContext: false })
}

type Row = readonly [
  action: string,
  before: (one: Case) => unknown,
  act: (one: Case) => unknown,
  result: string,
  state: string,
]

// Spark's table. Rows that ask whether functions can be serialised are missing: here they come from code.
const TABLE: readonly Row[] = [
  ['start() without an output operation', nothing, ({ ssc }) => ssc.start(), 'TAP101', 'STOPPED'],
  [
    'start() while another context is active',
    (one) => {
      output(one)
      startWithOutput(caseOn(one.sc))
    },
    ({ ssc }) => ssc.start(),
    'TAP104',
    'INITIALIZED',
  ],
  ['start() on ACTIVE', startWithOutput, ({ ssc }) => ssc.start(), 'a warning', 'ACTIVE'],
  ['start() on STOPPED', startAndStop, ({ ssc }) => ssc.start(), 'TAP104', 'STOPPED'],
  [
    'start() with state and no checkpoint directory',
    ({ numbers }) =>
      numbers
        .map((n) => [n, 1])
        .updateStateByKey((v) => v.length)
        .foreachRDD(nothing),
    ({ ssc }) => ssc.start(),
    'TAP105',
    'STOPPED',
  ],
  [
    'start() with an inverse window and no checkpoint directory',
    ({ numbers }) =>
      numbers
        .map((n) => [n, 1])
        .reduceByKeyAndWindow(add, (a, b) => a - b, 2)
        .foreachRDD(nothing),
    ({ ssc }) => ssc.start(),
    'TAP105',
    'STOPPED',
  ],
  [
    'start() with state after checkpoint(null)',
    ({ ssc, numbers }) => {
      ssc.checkpoint(CHECKPOINTS)
      ssc.checkpoint(null)
      numbers
        .map((n) => [n, 1])
        .updateStateByKey((v) => v.length)
        .foreachRDD(nothing)
    },
    ({ ssc }) => ssc.start(),
    'TAP105',
    'STOPPED',
  ],
  [
    'any other failure inside start()',
    (one) => {
      output(one)
      Object.defineProperty(one.ssc.clock, 'at', { value: () => raise('no timers') })
    },
    ({ ssc }) => ssc.start(),
    'RangeError',
    'STOPPED',
  ],
  ['an input when ACTIVE', startWithOutput, ({ ssc }) => ssc.queueStream([]), 'TAP103', 'ACTIVE'],
  [
    'a transformation when ACTIVE',
    startWithOutput,
    ({ numbers }) => numbers.map((n) => n),
    'TAP103',
    'ACTIVE',
  ],
  ['an output operation when ACTIVE', startWithOutput, output, 'TAP103', 'ACTIVE'],
  ['an input when STOPPED', startAndStop, ({ ssc }) => ssc.queueStream([]), 'TAP103', 'STOPPED'],
  [
    'a transformation when STOPPED',
    startAndStop,
    ({ numbers }) => numbers.map((n) => n),
    'TAP103',
    'STOPPED',
  ],
  ['an output operation when STOPPED', startAndStop, output, 'TAP103', 'STOPPED'],
  [
    'dstream.cache() after start',
    startWithOutput,
    ({ numbers }) => numbers.cache(),
    'TAP111',
    'ACTIVE',
  ],
  [
    'remember() twice',
    ({ ssc }) => ssc.remember(5),
    ({ ssc }) => ssc.remember(6),
    'TAP109',
    'INITIALIZED',
  ],
  [
    "a window that is no multiple of the parent's slide",
    nothing,
    ({ numbers }) => numbers.window(1.5),
    'TAP401',
    'INITIALIZED',
  ],
  [
    "a slide that is no multiple of the parent's slide",
    nothing,
    ({ numbers }) => numbers.window(3, 1.5),
    'TAP401',
    'INITIALIZED',
  ],
  [
    'the same with an inverse function',
    nothing,
    ({ numbers }) => numbers.map((n) => [n, 1]).reduceByKeyAndWindow(add, add, 2, 0.5),
    'TAP401',
    'INITIALIZED',
  ],
  [
    'union with different slides',
    nothing,
    ({ numbers }) => numbers.union(numbers.window(2, 2)),
    'TAP407',
    'INITIALIZED',
  ],
  [
    'union with a stream of another context',
    nothing,
    ({ sc, numbers }) => numbers.union(caseOn(sc).numbers),
    'TAP407',
    'INITIALIZED',
  ],
  [
    'stop() from inside a listener callback',
    nothing,
    async (one) => {
      let stopped: unknown
      const onBatchCompleted = (): void => {
        stopped = one.ssc.stop().catch((error: unknown) => error)
      }
      one.ssc.addStreamingListener({ onBatchCompleted })
      startWithOutput(one)
      await one.clock.advance(1)
      throw await stopped
    },
    'TAP112',
    'ACTIVE',
  ],
  ['checkpoint() without a directory', nothing, noDirectory(undefined), 'TAP109', 'INITIALIZED'],
  ['checkpoint() with an empty one', nothing, noDirectory(''), 'TAP109', 'INITIALIZED'],
]

describe('what throws, when', () => {
  it.each(TABLE)('%s', async (_, before, act, result, state) => {
    const one = caseOn(context())
    await before(one)
    expect(await resultOf(one, act)).toBe(result)
    expect(one.ssc.getState()).toBe(state)
    expect(StreamingContext.getActive() === one.ssc).toBe(state === 'ACTIVE')
  })
})

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
    ['countByWindow', (s) => s.countByWindow(2), true],
    ['countByValueAndWindow', (s) => s.countByValueAndWindow(2), true],
    [
      'reduceByWindow with an inverse',
      (s) =>
        s.reduceByWindow(
          (a) => a,
          (a) => a,
          2,
        ),
      true,
    ],
    ['reduceByWindow', (s) => s.reduceByWindow((a) => a, 2), false],
    ['groupByKeyAndWindow', (s) => s.groupByKeyAndWindow(2), false],
    ['a checkpoint interval', (s) => s.checkpoint(2), true],
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
})

class Silent extends Receiver<string> {
  onStart(): void {}
  onStop(): void {}
}

const pairsOf = (numbers: DStream<number>): DStream<[number, number]> =>
  numbers as unknown as DStream<[number, number]>

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
  ['repartition', (_, n) => n.repartition(2)],
  ['transformWith', (_, n) => n.transformWith(n, (rdd) => rdd)],
  ['ssc.union', (ssc, n) => ssc.union(n, n)],
  ['ssc.transform', (ssc, n) => ssc.transform([n], ([rdd]) => rdd)],
  ['union', (_, n) => n.union(n)],
  ['count', (_, n) => n.count()],
  ['reduce', (_, n) => n.reduce(add)],
  ['transform', (_, n) => n.transform((rdd) => rdd)],
  ['countByValue', (_, n) => n.countByValue()],
  ['mapValues', (_, n) => (n as unknown as DStream<[number, number]>).mapValues((v) => v)],
  ['reduceByKey', (_, n) => (n as unknown as DStream<[number, number]>).reduceByKey(add)],
  ['groupByKey', (_, n) => (n as unknown as DStream<[number, number]>).groupByKey()],
  ['combineByKey', (_, n) => pairsOf(n).combineByKey((v) => v, add, add)],
  ['partitionBy', (_, n) => pairsOf(n).partitionBy(2)],
  ['cogroup', (_, n) => pairsOf(n).cogroup(pairsOf(n))],
  ['join', (_, n) => pairsOf(n).join(pairsOf(n))],
  ['leftOuterJoin', (_, n) => pairsOf(n).leftOuterJoin(pairsOf(n))],
  ['rightOuterJoin', (_, n) => pairsOf(n).rightOuterJoin(pairsOf(n))],
  ['fullOuterJoin', (_, n) => pairsOf(n).fullOuterJoin(pairsOf(n))],
  ['countByWindow', (_, n) => n.countByWindow(2)],
  ['countByValueAndWindow', (_, n) => n.countByValueAndWindow(2, 1)],
  ['reduceByWindow', (_, n) => n.reduceByWindow(add, 2, 1)],
  ['groupByKeyAndWindow', (_, n) => pairsOf(n).groupByKeyAndWindow(2)],
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
    ['the checkpoint of a stream', (_, numbers) => numbers.checkpoint(5)],
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
    ['countByWindow', (n) => n.countByWindow(1.5), 'TAP401'],
    ['countByValueAndWindow', (n) => n.countByValueAndWindow(2, 1.5), 'TAP401'],
    ['reduceByWindow', (n) => n.reduceByWindow(add, 2, 0.3), 'TAP401'],
    ['groupByKeyAndWindow', (n) => n.map((x) => [x, 1]).groupByKeyAndWindow(0.7), 'TAP401'],
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

describe('getOrCreate and getActiveOrCreate', () => {
  it('say so where a context would be restored', async () => {
    const create = (): StreamingContext => raise('not asked for')
    await expect(StreamingContext.getOrCreate('dir', create)).rejects.toEqual(code('TAP107'))
    await expect(StreamingContext.getActiveOrCreate('dir', create)).rejects.toEqual(code('TAP107'))
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
