import { describe, expect, it } from 'vitest'
import { type DStream, type SparkContext, StreamingContext } from 'tapstream'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { context, counting, stopAfterEach, type Streams, streams, streamsOn } from './streams.ts'

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

/** A stream with a slide of two seconds that is to be saved. */
function checkpointed(interval: number): (one: Case) => void {
  return ({ ssc, numbers }) => {
    ssc.checkpoint(checkpoints())
    numbers.window(2, 2).checkpoint(interval).foreachRDD(nothing)
  }
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
      ssc.checkpoint(checkpoints())
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
    'dstream.checkpoint() after start',
    startWithOutput,
    ({ numbers }) => numbers.checkpoint(1),
    'TAP111',
    'ACTIVE',
  ],
  [
    'a checkpoint interval below the slide',
    checkpointed(1),
    ({ ssc }) => ssc.start(),
    'TAP401',
    'STOPPED',
  ],
  [
    'a checkpoint interval that is no multiple of the slide',
    checkpointed(3),
    ({ ssc }) => ssc.start(),
    'TAP401',
    'STOPPED',
  ],
  ['slice() before start', output, ({ numbers }) => numbers.slice(0, 1), 'TAP109', 'INITIALIZED'],
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
  ['union of no stream', nothing, ({ ssc }) => ssc.union(), 'TAP407', 'INITIALIZED'],
  [
    'transform of no stream',
    nothing,
    ({ ssc, sc }) => ssc.transform([], () => sc.emptyRDD()),
    'TAP407',
    'INITIALIZED',
  ],
  [
    'join with different slides',
    nothing,
    ({ numbers }) => {
      const pairs = numbers.map((n) => [n, 1])
      pairs.join(pairs.window(2, 2))
    },
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
