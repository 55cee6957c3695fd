import { describe, expect, it } from 'vitest'
import { Milliseconds, SparkContext, type StreamingContext } from 'tapstream'
import { sourceStream } from '../../src/streaming/input/source-stream.ts'
import { LooseClock } from './loose-clock.ts'
import { RowsSource } from './rows-source.ts'
import { context, counting, gate, outcome, stopAfterEach, streams, streamsOn } from './streams.ts'

stopAfterEach()

type Stop = (ssc: StreamingContext) => Promise<void>

const nothing = (): void => undefined

describe('stop()', () => {
  it.each<[string, Stop, boolean]>([
    ['stop()', (ssc) => ssc.stop(), true],
    ['stop(true)', (ssc) => ssc.stop(true), true],
    ['stop(false)', (ssc) => ssc.stop(false), false],
    ['stop(true, true)', (ssc) => ssc.stop(true, true), true],
    ['stop(false, true)', (ssc) => ssc.stop(false, true), false],
    ['stop({ stopSparkContext: false })', (ssc) => ssc.stop({ stopSparkContext: false }), false],
    ['stop({ stopGracefully: true })', (ssc) => ssc.stop({ stopGracefully: true }), true],
    [
      'stop(false, { stopGracefully: true })',
      (ssc) =>
        (ssc.stop as (...a: unknown[]) => Promise<void>).call(ssc, false, { stopGracefully: true }),
      false,
    ],
  ])('%s ends the context, and its SparkContext as it says', async (_, stop, alsoContext) => {
    const { ssc, sc, clock } = streams()
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    await clock.advance(2)
    await stop(ssc)
    expect(ssc.getState()).toBe('STOPPED')
    expect(sc.isStopped).toBe(alsoContext)
  })

  it('does as the configuration says when nothing else is said', async () => {
    const { ssc, sc } = streams({ 'spark.streaming.stopSparkContextByDefault': 'false' })
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    await ssc.stop()
    expect([ssc.getState(), sc.isStopped]).toEqual(['STOPPED', false])
  })

  it('refuses an unknown option with the nearest', async () => {
    const { ssc } = streams()
    const options = { stopGraceFully: true } as unknown as { stopGracefully: boolean }
    await expect(ssc.stop(options)).rejects.toThrow(/stopGracefully/)
  })

  it('is possible again: stop(false), then stop(true) ends the SparkContext', async () => {
    const { ssc, sc, said } = streams()
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    await ssc.stop(false)
    await ssc.stop(false)
    expect(sc.isStopped).toBe(false)
    await ssc.stop(true)
    expect(sc.isStopped).toBe(true)
    expect(said().filter((type) => type === 'StreamingStopped')).toHaveLength(1)
  })

  it('called twice at once waits twice', async () => {
    const { ssc } = streams()
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    await Promise.all([ssc.stop(), ssc.stop(true, true)])
    expect(ssc.getState()).toBe('STOPPED')
  })

  it('of a context that was never started ends it, and its SparkContext', async () => {
    const { ssc, sc, said } = streams()
    counting(ssc).foreachRDD(nothing)
    await ssc.stop()
    expect([ssc.getState(), sc.isStopped]).toEqual(['STOPPED', true])
    expect(said()).toEqual([])
    await expect(ssc.awaitTermination()).resolves.toBeUndefined()
  })

  it('releases whoever awaits the termination', async () => {
    const { ssc } = streams()
    counting(ssc).foreachRDD(nothing)
    ssc.start()
    const [one, other] = [ssc.awaitTermination(), ssc.awaitTerminationOrTimeout(60)]
    expect(await outcome(one)).toBe('pending')
    await ssc.stop()
    await expect(one).resolves.toBeUndefined()
    await expect(other).resolves.toBe(true)
  })

  it('happens at the end of an `await using` block', async () => {
    const { ssc, sc } = streams()
    {
      await using active = ssc
      counting(active).foreachRDD(nothing)
      active.start()
    }
    expect([ssc.getState(), sc.isStopped]).toEqual(['STOPPED', true])
  })

  it('ends the clock: no batch comes after it', async () => {
    const { ssc, clock } = streams()
    const times: number[] = []
    counting(ssc).foreachRDD((_, time) => void times.push(Number(time)))
    ssc.start()
    await clock.advance(2)
    await ssc.stop()
    await clock.advance(5)
    expect(times).toEqual([1000, 2000])
  })
})

describe('a SparkContext that was left alive', () => {
  it('works on, and carries a later StreamingContext', async () => {
    const first = streams()
    counting(first.ssc).foreachRDD(nothing)
    first.ssc.start()
    await first.clock.advance(1)
    await first.ssc.stop(false)
    expect(await first.sc.parallelize([1, 2, 3]).count()).toBe(3)

    const second = streamsOn(first.sc)
    const seen: number[][] = []
    counting(second.ssc).foreachRDD(async (rdd) => void seen.push(await rdd.collect()))
    second.ssc.start()
    await second.clock.advance(3)
    await second.ssc.stop()
    expect(seen).toEqual([[0], [1], [2]])
    expect(first.sc.isStopped).toBe(true)
    expect(first.ssc.getState()).toBe('STOPPED')
  })

  it('that was stopped instead may be followed by another', async () => {
    const first = streams()
    counting(first.ssc).foreachRDD(nothing)
    first.ssc.start()
    await first.ssc.stop()
    const second = streams()
    expect(second.sc).toBeInstanceOf(SparkContext)
  })
})

const deep = async (n: number, end: () => Promise<void>): Promise<void> => {
  await Promise.resolve()
  await (n === 0 ? end() : deep(n - 1, end))
}

const timer = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

describe('stop() inside an output operation returns at once and takes effect after that batch', () => {
  it.each<[string, (ssc: StreamingContext, stop: Stop) => unknown]>([
    ['without await', (ssc, stop) => void stop(ssc)],
    ['returned', (ssc, stop) => stop(ssc)],
    ['awaited', async (ssc, stop) => stop(ssc)],
    ['after an await', async (ssc, stop) => (await Promise.resolve(), await stop(ssc))],
    ['after a timer', async (ssc, stop) => (await timer(2), await stop(ssc))],
    ['in a then', (ssc, stop) => Promise.resolve().then(() => stop(ssc))],
    ['fifteen calls deep', (ssc, stop) => deep(15, () => stop(ssc))],
    [
      'in a callback',
      (ssc, stop) =>
        new Promise((resolve) => void setTimeout(() => void stop(ssc).then(resolve), 2)),
    ],
    ['in a Promise.all', (ssc, stop) => Promise.all([timer(1), deep(3, () => stop(ssc))])],
  ])('%s', async (_, call) => {
    for (const stop of [
      (ssc: StreamingContext) => ssc.stop(),
      (ssc: StreamingContext) => ssc.stop(true, true),
    ]) {
      const { ssc, sc, clock } = streams()
      const seen: string[] = []
      const numbers = counting(ssc)
      numbers.foreachRDD(async (_rdd, time) => {
        seen.push(`stops ${time}`)
        await call(ssc, stop)
        seen.push(`goes on ${ssc.getState()}`)
      })
      numbers.foreachRDD(
        async (rdd, time) => void seen.push(`second output ${time} ${await rdd.count()}`),
      )
      ssc.start()
      const ended = ssc.awaitTermination()
      await clock.advance(3)
      await ended
      expect(seen).toEqual(['stops 1000 ms', 'goes on ACTIVE', 'second output 1000 ms 1'])
      await ssc.stop()
      expect([ssc.getState(), sc.isStopped]).toEqual(['STOPPED', true])
    }
  })

  it('and an error of that batch is told before the end', async () => {
    const { ssc, clock } = streams()
    const numbers = counting(ssc)
    numbers.foreachRDD(() => ssc.stop())
    numbers.foreachRDD(() => {
      throw new Error('after the stop')
    })
    ssc.start()
    const ended = ssc.awaitTermination()
    await Promise.all([expect(ended).rejects.toThrow('after the stop'), clock.advance(1)])
  })
})

describe('batches that wait when stop() is called', () => {
  const behind = async (stop: Stop): Promise<number[]> => {
    const sc = context()
    const clock = new LooseClock()
    const { ssc } = streamsOn(sc, clock as never)
    const slow = gate()
    const times: number[] = []
    counting(ssc).foreachRDD(async (rdd, time) => {
      if (times.length === 0) await slow.opened
      times.push(Number(time), await rdd.count())
    })
    ssc.start()
    clock.to(3000)
    await outcome(slow.opened)
    const stopped = stop(ssc)
    expect(await outcome(stopped)).toBe('pending')
    slow.open()
    await stopped
    return times
  }

  it('are given up, but for the one that is running', async () => {
    expect(await behind((ssc) => ssc.stop())).toEqual([1000, 1])
  })

  it('are completed when it is graceful', async () => {
    expect(await behind((ssc) => ssc.stop(true, true))).toEqual([1000, 1, 2000, 1, 3000, 1])
  })
})

describe('records that wait when stop() is called', () => {
  const rest = async (stop: Stop): Promise<{ seen: unknown[]; source: RowsSource }> => {
    const { ssc, clock } = streams()
    const source = new RowsSource()
    const seen: unknown[] = []
    sourceStream<string>(ssc, 'rows', source, undefined).foreachRDD(async (rdd, time) => {
      const rows = await rdd.collect()
      seen.push([Number(time), ...rows])
    })
    ssc.start()
    source.give('a')
    await clock.advance(1)
    await clock.advance(Milliseconds(300))
    source.give('b', 'c')
    await stop(ssc)
    expect(source.calls).toEqual(['start', 'stop'])
    return { seen, source }
  }

  it('are lost', async () => {
    const { seen, source } = await rest((ssc) => ssc.stop())
    expect(seen).toEqual([[1000, 'a']])
    expect(source.acknowledged).toEqual([0])
  })

  it('are the last batch, at once and under the next time, when it is graceful', async () => {
    const { seen, source } = await rest((ssc) => ssc.stop(true, true))
    expect(seen).toEqual([
      [1000, 'a'],
      [2000, 'b', 'c'],
    ])
    expect(source.acknowledged).toEqual([0, 1])
  })

  it('none: no batch more', async () => {
    const { ssc, clock } = streams()
    const source = new RowsSource()
    const times: number[] = []
    sourceStream<string>(ssc, 'rows', source, undefined).foreachRDD(
      (_, time) => void times.push(Number(time)),
    )
    ssc.start()
    source.give('a')
    await clock.advance(1)
    await ssc.stop(true, true)
    expect(times).toEqual([1000])
  })
})
