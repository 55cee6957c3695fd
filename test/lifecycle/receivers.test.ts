import { describe, expect, it, vi } from 'vitest'
import { Receiver, type ReceiverInfo } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { TestServer } from '../../src/io/contract/test-server.ts'
import { code, context, counting, stopAfterEach, streams, streamsOn } from './streams.ts'

stopAfterEach()

/** Stores what the test gives it. */
class Hand extends Receiver<string> {
  onStart(): void {}
  onStop(): void {}
}

describe('receiverStream', () => {
  it('gives each batch what was stored since the last, one partition per block', async () => {
    const { ssc, clock } = streams()
    const hand = new Hand()
    const seen: string[][][] = []
    ssc
      .receiverStream(hand)
      .glom()
      .foreachRDD(async (rdd) => void seen.push(await rdd.collect()))
    ssc.start()
    await ssc.sourcesStarted()
    hand.store('a')
    await clock.advance(0.1)
    hand.store('b')
    await clock.advance(0.2)
    hand.store('c')
    await hand.storeAll(['d', 'e'])
    await clock.advance(0.7)
    await clock.advance(1)
    hand.store('f')
    await ssc.stop(true, true)
    expect(seen).toEqual([[['a', 'b'], ['c'], ['d', 'e']], [], [['f']]])
  })

  it('takes no task slot: one core is enough', async () => {
    const { words } = await runStreamTest({
      inputs: {},
      batches: 1,
      master: 'local',
      build: (ssc) => {
        class Once extends Receiver<[string, number]> {
          onStart(): void {
            this.store(['a', 1])
            this.store(['a', 2])
          }
          onStop(): void {}
        }
        return { words: ssc.receiverStream(new Once()).reduceByKey((a, b) => a + b) }
      },
    })
    expect(words).toEqual([[['a', 3]]])
  })

  it('knows the number of its stream, and tells listeners', async () => {
    const { ssc } = streams()
    counting(ssc).foreachRDD(() => undefined)
    const hand = new Hand()
    ssc.receiverStream(hand)
    const told: (readonly [string, ReceiverInfo])[] = []
    ssc.addStreamingListener({
      onReceiverStarted: (info) => void told.push(['started', info.receiverInfo]),
      onReceiverError: (info) => void told.push(['error', info]),
      onReceiverStopped: (info) => void told.push(['stopped', info]),
    })
    ssc.start()
    await ssc.sourcesStarted()
    expect(hand.streamId).toBe(1)
    hand.reportError('odd', new Error('why'))
    await ssc.stop()
    expect(
      told.map(([what, { streamId, name, active }]) => [what, streamId, name, active]),
    ).toEqual([
      ['started', 1, 'Hand-1', true],
      ['error', 1, 'Hand-1', true],
      ['stopped', 1, 'Hand-1', false],
    ])
  })

  it('is started again after the delay of the configuration', async () => {
    const { ssc } = streamsOn(context({ 'spark.streaming.receiverRestartDelay': '10' }))
    let starts = 0
    class Failing extends Receiver<string> {
      onStart(): void {
        starts++
        throw new Error('not today')
      }
      onStop(): void {}
    }
    ssc.receiverStream(new Failing()).foreachRDD(() => undefined)
    ssc.start()
    await vi.waitFor(() => expect(starts).toBeGreaterThan(3), { timeout: 5000, interval: 2 })
    expect(ssc.keptError).toBeUndefined()
    await ssc.stop()
  })

  it('says when there is no room, and counts what batches took until they end', async () => {
    const { ssc, clock } = streamsOn(context({ 'spark.tap.receiver.maxBuffered': '10k' }))
    const hand = new Hand()
    ssc.receiverStream(hand).foreachRDD((rdd) => void rdd.count())
    ssc.start()
    await ssc.sourcesStarted()
    let stored = 0
    while (hand.store('x'.repeat(1000))) stored++
    expect(stored).toBeGreaterThan(5)
    expect(stored).toBeLessThan(12)
    const room = hand.room()
    await clock.advance(1)
    await room
    expect(hand.store('y')).toBe(true)
  })

  it.each([
    ['is waited for by a graceful stop', true],
    ['is waited for ten seconds by any other', false],
  ])('that takes long to stop %s', async (_, gracefully) => {
    const { ssc } = streams()
    let end = (): void => undefined
    class Slow extends Receiver<string> {
      onStart(): void {}
      onStop(): Promise<void> {
        return new Promise((resolve) => (end = resolve))
      }
    }
    ssc.receiverStream(new Slow()).foreachRDD(() => undefined)
    ssc.start()
    await ssc.sourcesStarted()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    try {
      const stopping = ssc.stop(false, gracefully)
      await vi.advanceTimersByTimeAsync(9999)
      expect(ssc.getState()).toBe('ACTIVE')
      await vi.advanceTimersByTimeAsync(60_000)
      expect(ssc.getState()).toBe(gracefully ? 'ACTIVE' : 'STOPPED')
      end()
      await stopping
      expect(ssc.getState()).toBe('STOPPED')
    } finally {
      vi.useRealTimers()
    }
  })

  it('refuses what is no receiver, and a receiver of another stream', () => {
    const { ssc } = streams()
    const make = (receiver: unknown) => (): unknown => ssc.receiverStream(receiver as Hand)
    expect(make(undefined)).toThrow(code('TAP109'))
    expect(make({ onStart() {}, onStop() {} })).toThrow(code('TAP109'))
    class Half extends Receiver<string> {
      declare onStart: () => void
      onStop(): void {}
    }
    expect(make(new Half())).toThrow(/Half, which lacks one of them/)
    const hand = new Hand()
    make(hand)()
    expect(make(hand)).toThrow(/another stream/)
    expect(ssc.size.sources).toBe(1)
  })
})

describe('socketStream', () => {
  it('makes records of bytes', async () => {
    await using server = await new TestServer().listen()
    const { ssc, clock } = streams()
    async function* numbers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<number> {
      let rest = Buffer.alloc(0)
      for await (const chunk of chunks) {
        rest = Buffer.concat([rest, chunk])
        for (; rest.length >= 4; rest = rest.subarray(4)) yield rest.readUInt32BE()
      }
    }
    const seen: number[] = []
    ssc
      .socketStream('127.0.0.1', server.port, numbers)
      .map((n) => n + 1)
      .foreachRDD(async (rdd) => void seen.push(...(await rdd.collect())))
    ssc.start()
    const client = await server.client()
    client.write(Buffer.from([0, 0, 0, 1, 0, 0]))
    client.write(Buffer.from([1, 0, 0, 0, 0, 7]))
    for (let i = 0; i < 200 && seen.length < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await clock.advance(1)
    }
    expect(seen).toEqual([2, 257, 8])
  })

  it('refuses a wrong host, port or converter where it is written', () => {
    const { ssc } = streams()
    const make =
      (...given: unknown[]) =>
      (): unknown =>
        (ssc.socketStream as (...given: readonly unknown[]) => unknown).apply(ssc, given)
    const converter = async function* () {}
    expect(make('localhost:9999', 9999, converter)).toThrow(/host of socketStream/)
    expect(make('localhost', 99_999, converter)).toThrow(code('TAP209'))
    expect(make('localhost', 9999)).toThrow(code('TAP109'))
    expect(ssc.size.sources).toBe(0)
  })
})
