import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sleep } from '../../core/clock.ts'
import type { TapEvent } from '../../core/events.ts'
import type { Hint } from '../../core/hint.ts'
import { recordsOf } from '../contract/records-of.ts'
import { sourceContract } from '../contract/source-contract.ts'
import { holds } from '../../../test/contract/holds.ts'
import { TestContext } from '../contract/test-context.ts'
import { Receiver } from './receiver.ts'
import { ReceiverSource } from './receiver-source.ts'

/** A receiver that writes down what is asked of it, and does what a test says. */
class Hand extends Receiver<Hint> {
  readonly calls: string[] = []
  begin: () => void | Promise<void> = () => undefined
  end: () => void | Promise<void> = () => undefined

  onStart(): void | Promise<void> {
    this.calls.push('start')
    return this.begin()
  }

  onStop(): void | Promise<void> {
    this.calls.push('stop')
    return this.end()
  }
}

holds(
  sourceContract,
  {
    make: () => {
      const receiver = new Hand()
      const source = new ReceiverSource(receiver, 20)
      return {
        source,
        feed: (lines) => {
          for (const line of lines) receiver.store(line)
        },
        close: () => undefined,
      }
    },
    bytesOf: (line) => line.length + 16,
  },
  {
    skip: [
      {
        reason: 'a receiver has no end: one that stops itself is started again',
        tests: ['has ended when the outside has, and not before'],
      },
    ],
  },
)

describe('ReceiverSource', () => {
  let context: TestContext
  let receiver: Hand
  let source: ReceiverSource
  let told: Extract<TapEvent, { receiver: unknown }>[]

  beforeEach(() => {
    context = new TestContext()
    told = []
    context.events.on((event) => {
      if ('receiver' in event) told.push(event)
    })
    receiver = new Hand()
    source = new ReceiverSource(receiver, 20)
  })
  afterEach(() => source.stop())

  const types = (): string[] => told.map(({ type }) => type.slice('Receiver'.length))
  const until = (condition: () => boolean): Promise<void> =>
    vi.waitFor(() => expect(condition()).toBe(true), { timeout: 5000, interval: 1 })
  const take = (): unknown[][] => source.take(0).map((block) => recordsOf([block]))

  it('starts its receiver, which knows its stream, and stops it', async () => {
    expect([receiver.isStarted(), receiver.isStopped(), receiver.streamId]).toEqual([
      false,
      false,
      -1,
    ])
    source.start(context)
    expect([receiver.isStarted(), receiver.isStopped(), receiver.streamId]).toEqual([
      true,
      false,
      0,
    ])
    await source.stop()
    expect([receiver.isStarted(), receiver.isStopped()]).toEqual([false, true])
    expect(receiver.calls).toEqual(['start', 'stop'])
    expect(told.map(({ receiver }) => receiver)).toEqual([
      {
        streamId: 0,
        name: 'Hand-0',
        active: true,
        location: 'localhost',
        executorId: 'driver',
        lastErrorMessage: '',
        lastError: '',
        lastErrorTime: -1,
      },
      expect.objectContaining({ active: false, lastErrorMessage: 'Stopped by driver' }),
    ])
  })

  it('makes one block of what is stored at once, in its place among single records', async () => {
    source.start(context)
    receiver.store('a')
    await receiver.storeAll(new Set(['b', 'c']))
    receiver.store('d')
    await receiver.storeAll([])
    expect(take()).toEqual([['a'], ['b', 'c'], ['d']])
  })

  it('tells pairs from many records', async () => {
    source.start(context)
    receiver.store(['a', 1])
    await receiver.storeAll([
      ['b', 2],
      ['c', 3],
    ])
    expect(take()).toEqual([
      [['a', 1]],
      [
        ['b', 2],
        ['c', 3],
      ],
    ])
  })

  it('says that there is no room while it is paused, and takes the record all the same', async () => {
    source.start(context)
    expect(receiver.store('a')).toBe(true)
    source.pause()
    expect(receiver.store('b')).toBe(false)
    const room = vi.fn()
    const waiting = receiver.room().then(room)
    await sleep(context.ioClock, 5)
    expect(room).not.toHaveBeenCalled()
    source.resume()
    await waiting
    expect(receiver.store('c')).toBe(true)
    await receiver.room()
    expect(take().flat()).toEqual(['a', 'b', 'c'])
  })

  it('lets many records in later while it is paused, group by group', async () => {
    source.start(context)
    source.pause()
    const stored: string[] = []
    void receiver.storeAll(['a', 'b']).then(() => stored.push('first'))
    void receiver.storeAll(['c']).then(() => stored.push('second'))
    await sleep(context.ioClock, 5)
    expect([stored, take()]).toEqual([[], []])
    // The first group is too much again.
    context.changed = () => source.pause()
    source.resume()
    await sleep(context.ioClock, 5)
    expect([stored, take()]).toEqual([['first'], [['a', 'b']]])
    source.resume()
    await sleep(context.ioClock, 5)
    expect([stored, take()]).toEqual([['first', 'second'], [['c']]])
  })

  it('loses nothing at the stop: what waits for room, and what onStop still stores', async () => {
    receiver.end = () => void receiver.store('last')
    source.start(context)
    source.pause()
    const waiting = receiver.storeAll(['a', 'b'])
    const room = receiver.room()
    await source.stop()
    await Promise.all([waiting, room])
    expect(take()).toEqual([['last'], ['a', 'b']])
  })

  it('refuses records before the start and after the stop, and says which', async () => {
    const refused = {
      code: 'TAP210',
      message: expect.stringContaining('not been started') as string,
    }
    expect(() => new Hand().store('a')).toThrow(expect.objectContaining(refused))
    expect(() => receiver.store('a')).toThrow(expect.objectContaining(refused))
    await expect(receiver.storeAll(['a'])).rejects.toMatchObject(refused)
    source.start(context)
    await source.stop()
    const stopped = { code: 'TAP210', message: expect.stringMatching(/Hand-0.*stopped/) as string }
    expect(() => receiver.store('a')).toThrow(expect.objectContaining(stopped))
    await expect(receiver.storeAll(['a'])).rejects.toMatchObject(stopped)
    await expect(receiver.room()).resolves.toBeUndefined()
    await expect(receiver.storeAll(5 as never)).rejects.toMatchObject({ code: 'TAP109' })
  })

  it('restarts: onStop, a while, onStart, and listeners are told', async () => {
    source.start(context)
    receiver.restart('no answer', new RangeError('late'))
    expect(receiver.isStopped()).toBe(false)
    await until(() => receiver.isStopped())
    receiver.store('meanwhile')
    await until(() => receiver.isStarted())
    expect(receiver.calls).toEqual(['start', 'stop', 'start'])
    expect(types()).toEqual(['Started', 'Stopped', 'Started'])
    expect(told[1]!.receiver).toMatchObject({
      active: false,
      lastErrorMessage: 'Restarting receiver with delay 20ms: no answer',
      lastError: expect.stringMatching(/^RangeError: late\n +at /) as string,
      lastErrorTime: 0,
    })
    expect(told[2]!.receiver).toMatchObject({ lastErrorMessage: '', lastError: '' })
    expect(take()).toEqual([['meanwhile']])
    expect(context.states.map(({ text }) => text)).toEqual([
      'Hand-0: no answer (RangeError: late). It is started again in 20 ms.',
    ])
  })

  it('waits as long as restart() says', async () => {
    source.start(context)
    const before = context.ioClock.now()
    receiver.restart('later', undefined, 120)
    await until(() => types().length === 3)
    expect(context.ioClock.now() - before).toBeGreaterThanOrEqual(120)
  })

  it('restarts once, however often it is asked', async () => {
    receiver.begin = () => {
      for (let i = 0; i < 3 && receiver.calls.length === 1; i++) receiver.restart('again')
    }
    source.start(context)
    await until(() => receiver.calls.length >= 3)
    await sleep(context.ioClock, 60)
    expect(receiver.calls).toEqual(['start', 'stop', 'start'])
  })

  it('starts a receiver that stops itself again at once', async () => {
    source = new ReceiverSource((receiver = new Hand()), 60_000)
    source.start(context)
    receiver.stop('enough', new Error('full'))
    await until(() => receiver.calls.length === 3)
    expect(types()).toEqual(['Started', 'Stopped', 'Started'])
    expect(told[1]!.receiver).toMatchObject({ lastErrorMessage: 'enough' })
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('no way')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no way'))],
  ])('starts a receiver whose onStart %s again and again, and says so once', async (_, begin) => {
    receiver.begin = begin
    source.start(context)
    await until(() => receiver.calls.length >= 6)
    expect(receiver.calls.slice(0, 4)).toEqual(['start', 'stop', 'start', 'stop'])
    expect(told[1]!.receiver).toMatchObject({
      lastErrorMessage: 'Error starting receiver 0',
      lastError: expect.stringContaining('no way') as string,
    })
    expect(context.states.map(({ text }) => text)).toEqual([
      'Hand-0: onStart() threw (Error: no way). It is started again in 20 ms.',
    ])
  })

  it('does not mind what an earlier run throws late', async () => {
    let fail: (error: Error) => void = () => undefined
    receiver.begin = () => new Promise((_, reject) => (fail = reject))
    source.start(context)
    const earlier = fail
    receiver.restart('x')
    await until(() => receiver.calls.length === 3)
    earlier(new Error('the connection was destroyed'))
    await sleep(context.ioClock, 60)
    expect(receiver.calls).toEqual(['start', 'stop', 'start'])
    await source.stop()
    fail(new Error('the connection was destroyed'))
    await sleep(context.ioClock, 5)
    expect(types()).toEqual(['Started', 'Stopped', 'Started', 'Stopped'])
  })

  it('reports an error, and goes on', () => {
    source.start(context)
    receiver.reportError('bad record', new TypeError('no number'))
    receiver.reportError('bad record', new TypeError('no number'))
    expect(types()).toEqual(['Started', 'Error', 'Error'])
    expect(told[1]!.receiver).toMatchObject({
      active: true,
      lastErrorMessage: 'bad record',
      lastError: expect.stringContaining('no number') as string,
    })
    expect(receiver.isStarted()).toBe(true)
    expect(context.phases).toEqual(['error'])
  })

  it('reports an onStop that throws, and goes on with the restart', async () => {
    receiver.end = () => Promise.reject(new Error('stuck'))
    source.start(context)
    receiver.restart('x')
    await until(() => receiver.calls.length === 3)
    expect(types()).toEqual(['Started', 'Error', 'Stopped', 'Started'])
  })

  it('is not started again when its context stops while it waits', async () => {
    source = new ReceiverSource((receiver = new Hand()), 60_000)
    source.start(context)
    receiver.restart('x')
    await until(() => receiver.isStopped())
    await source.stop()
    expect(receiver.calls).toEqual(['start', 'stop'])
    receiver.restart('too late')
    receiver.stop('too late')
    await sleep(context.ioClock, 5)
    expect(receiver.calls).toEqual(['start', 'stop'])
    expect(types()).toEqual(['Started', 'Stopped'])
  })

  it('waits for an onStop that takes its time', async () => {
    const order: string[] = []
    receiver.end = async () => {
      await sleep(context.ioClock, 30)
      receiver.store('flushed')
      order.push('onStop')
    }
    source.start(context)
    await source.stop()
    order.push('stopped')
    expect(order).toEqual(['onStop', 'stopped'])
    expect(take()).toEqual([['flushed']])
  })

  it('refuses a second stream for the same receiver', () => {
    expect(source.attached).toBe(true)
    expect(new ReceiverSource(receiver, 20).attached).toBe(false)
  })
})
