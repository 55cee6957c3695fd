import { describe, expect, it } from 'vitest'
import type { Time, RDD, TapEvent } from 'tapstream'
import { sourceStream } from '../../src/streaming/input/source-stream.ts'
import { LooseClock } from './loose-clock.ts'
import { RowsSource } from './rows-source.ts'
import {
  code,
  context,
  counting,
  gate,
  outcome,
  stopAfterEach,
  streams,
  streamsOn,
} from './streams.ts'

stopAfterEach()

type Failed = Extract<TapEvent, { type: 'BatchFailed' }>

const failures = (events: readonly TapEvent[]): Failed[] =>
  events.filter((event): event is Failed => event.type === 'BatchFailed')

/** A stream whose batches fail when they are told to. */
const failing = (bad: (n: number) => boolean) => {
  const made = streams()
  const seen: number[] = []
  counting(made.ssc).foreachRDD(async (rdd) => {
    const [n] = await rdd.collect()
    if (bad(n!)) throw new Error(`batch of ${n}`)
    seen.push(n!)
  })
  made.ssc.start()
  return { ...made, seen }
}

describe('the error of a batch', () => {
  it('rejects awaitTermination, and the context goes on', async () => {
    const { ssc, clock, seen } = failing((n) => n === 1)
    const ended = ssc.awaitTermination()
    await Promise.all([expect(ended).rejects.toThrow('batch of 1'), clock.advance(4)])
    expect(seen).toEqual([0, 2, 3])
    expect(ssc.getState()).toBe('ACTIVE')
  })

  it('is told to all who wait', async () => {
    const { ssc, clock, events } = failing((n) => n === 0)
    const all = [
      ssc.awaitTermination(),
      ssc.awaitTermination(60),
      ssc.awaitTerminationOrTimeout(60),
    ]
    const told = all.map((waiting) => expect(waiting).rejects.toThrow('batch of 0'))
    await Promise.all([...told, clock.advance(1)])
    expect(failures(events).map(({ awaited }) => awaited)).toEqual([true])
    expect(ssc.keptError).toBeUndefined()
  })

  it('is kept for the next who waits when nobody does', async () => {
    const { ssc, clock, events } = failing((n) => n === 0)
    await clock.advance(2)
    expect(failures(events).map(({ awaited }) => awaited)).toEqual([false])
    expect(ssc.keptError?.error).toBe(failures(events)[0]!.error)
    await expect(ssc.awaitTermination()).rejects.toThrow('batch of 0')
    expect(events.at(-1)!.type).toBe('BatchErrorTaken')
    expect(ssc.keptError).toBeUndefined()
    expect(await outcome(ssc.awaitTermination())).toBe('pending')
  })

  it('replaces an older one that nobody was told', async () => {
    const { ssc, clock } = failing((n) => n < 3)
    await clock.advance(4)
    await expect(ssc.awaitTermination()).rejects.toThrow('batch of 2')
    expect(await outcome(ssc.awaitTermination())).toBe('pending')
  })

  it('that was kept comes before the stop', async () => {
    const { ssc, clock } = failing((n) => n === 0)
    await clock.advance(1)
    await ssc.stop()
    await expect(ssc.awaitTermination()).rejects.toThrow('batch of 0')
    await expect(ssc.awaitTermination()).resolves.toBeUndefined()
    await expect(ssc.awaitTerminationOrTimeout(5)).resolves.toBe(true)
  })

  it('can be caught again and again by a loop that goes on waiting', async () => {
    const { ssc, clock, seen } = failing((n) => n % 2 === 0)
    const caught: string[] = []
    const loop = (async () => {
      for (let ended = false; !ended;) {
        try {
          await ssc.awaitTermination()
          ended = true
        } catch (error) {
          caught.push((error as Error & { cause: Error }).cause.message)
        }
      }
    })()
    await clock.advance(5)
    await ssc.stop()
    await loop
    expect(caught).toEqual(['batch of 0', 'batch of 2', 'batch of 4'])
    expect(seen).toEqual([1, 3])
  })

  it('names operator, batch time, record and cause', async () => {
    const { ssc, clock } = streams()
    counting(ssc)
      .map((n) => n + 10)
      .filter((n) => {
        if (n === 11) throw new RangeError('no elevens')
        return true
      })
      .foreachRDD((rdd) => rdd.count())
    ssc.start()
    const ended = ssc.awaitTermination()
    await Promise.all([
      expect(ended).rejects.toMatchObject({
        code: 'TAP501',
        kind: 'job',
        message: expect.stringMatching(
          /filter[^]*1970-01-01 00:00:02[^]*11[^]*no elevens/,
        ) as string,
        cause: { message: 'no elevens' },
      }),
      clock.advance(2),
    ])
  })

  it('names its own batch, though the next one is generated meanwhile', async () => {
    const clock = new LooseClock()
    const { ssc } = streamsOn(context(), clock as never)
    const slow = gate()
    counting(ssc).foreachRDD(async (rdd) => {
      await slow.opened
      await rdd.foreach(() => {
        throw new Error('late')
      })
    })
    ssc.start()
    clock.to(1000)
    await outcome(slow.opened)
    clock.to(3000)
    await outcome(slow.opened)
    const ended = ssc.awaitTermination()
    slow.open()
    await expect(ended).rejects.toThrow(/1970-01-01 00:00:01[^]*late/)
  })

  it('of the generation fails the batch without output, and the next is generated', async () => {
    const { ssc, clock, said } = streams()
    const seen: number[] = []
    counting(ssc)
      .transform((rdd, time) => {
        if (Number(time) === 1000) throw new Error('not now')
        return rdd
      })
      .foreachRDD(async (rdd) => void seen.push(...(await rdd.collect())))
    ssc.start()
    const ended = ssc.awaitTermination()
    await Promise.all([expect(ended).rejects.toEqual(code('TAP508')), clock.advance(2)])
    expect(seen).toEqual([1])
    expect(said().filter((type) => type === 'BatchSubmitted')).toHaveLength(1)
  })

  it('of swapped arguments shows the right order', async () => {
    const { ssc, clock } = streams()
    counting(ssc).foreachRDD(
      ((time: RDD<number>, rdd: Time) =>
        rdd && time.collect && (rdd as never as RDD<number>).collect()) as never,
    )
    ssc.start()
    const ended = ssc.awaitTermination()
    await Promise.all([expect(ended).rejects.toEqual(code('TAP406')), clock.advance(1)])
  })

  it('thrown as something that is no Error is told all the same', async () => {
    const { ssc, clock } = streams()
    counting(ssc).foreachRDD(() => {
      // oxlint-disable-next-line typescript/only-throw-error -- users do
      throw 'just text'
    })
    ssc.start()
    const ended = ssc.awaitTermination()
    await Promise.all([expect(ended).rejects.toThrow(/just text/), clock.advance(1)])
  })
})

describe('awaitTermination', () => {
  it('resolves at its timeout and does not stop', async () => {
    const { ssc } = failing(() => false)
    await expect(ssc.awaitTermination(0.01)).resolves.toBeUndefined()
    await expect(ssc.awaitTerminationOrTimeout(0.01)).resolves.toBe(false)
    expect(ssc.getState()).toBe('ACTIVE')
  })

  it('with a timeout of 0 looks and does not wait', async () => {
    const { ssc } = failing(() => false)
    await expect(ssc.awaitTerminationOrTimeout(0)).resolves.toBe(false)
    await ssc.stop()
    await expect(ssc.awaitTerminationOrTimeout(0)).resolves.toBe(true)
  })

  it('before the start waits too', async () => {
    const { ssc, clock } = streams()
    counting(ssc).foreachRDD(() => undefined)
    const ended = ssc.awaitTermination()
    ssc.start()
    await clock.advance(1)
    expect(await outcome(ended)).toBe('pending')
    await ssc.stop()
    await ended
  })

  it('refuses a timeout that is none by rejecting', async () => {
    const { ssc } = failing(() => false)
    await expect((async () => ssc.awaitTermination('soon'))()).rejects.toEqual(code('TAP405'))
    // Not in an async function: it must not throw, but give a promise that rejects.
    const waiting = ssc.awaitTerminationOrTimeout('soon')
    await expect(waiting).rejects.toEqual(code('TAP405'))
  })
})

describe('a source that fails', () => {
  const withSource = (change: (source: RowsSource) => void) => {
    const made = streams()
    const source = new RowsSource()
    change(source)
    const seen: unknown[] = []
    sourceStream<string>(made.ssc, 'rows', source, undefined).foreachRDD(
      async (rdd) => void seen.push(await rdd.collect()),
    )
    made.ssc.start()
    return { ...made, source, seen }
  }
  const later = (message: string) => (): Promise<void> => Promise.reject(new Error(message))

  it('to start rejects awaitTermination', async () => {
    const { ssc } = withSource((source) => (source.start = later('cannot start')))
    await expect(ssc.awaitTermination()).rejects.toThrow('cannot start')
    expect(ssc.getState()).toBe('ACTIVE')
  })

  it('to stop does not keep the context from ending', async () => {
    const { ssc, sc } = withSource((source) => (source.stop = later('cannot stop')))
    await ssc.stop().catch(() => undefined)
    expect([ssc.getState(), sc.isStopped]).toEqual(['STOPPED', true])
  })

  it('to acknowledge a batch does not keep later batches from running', async () => {
    const { ssc, source, seen, clock } = withSource(
      (source) => (source.acknowledge = later('cannot acknowledge')),
    )
    const ended = ssc.awaitTermination()
    ended.catch(() => undefined)
    source.give('a')
    await clock.advance(1).catch(() => undefined)
    source.give('b')
    await clock.advance(1).catch(() => undefined)
    expect(seen).toEqual([['a'], ['b']])
    await expect(ended).rejects.toThrow('cannot acknowledge')
  })

  it('to hand over what it has does not keep later batches from running', async () => {
    const { ssc, source, seen, clock } = withSource(() => undefined)
    const ended = ssc.awaitTermination()
    ended.catch(() => undefined)
    const take = source.take.bind(source)
    source.take = () => {
      source.take = take
      throw new Error('cannot take')
    }
    source.give('a')
    await clock.advance(1).catch(() => undefined)
    await clock.advance(1).catch(() => undefined)
    expect(seen.flat()).toEqual(['a'])
    await expect(ended).rejects.toThrow('cannot take')
  })
})
