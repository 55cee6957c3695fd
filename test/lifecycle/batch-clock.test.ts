import { describe, expect, it } from 'vitest'
import { Milliseconds, type StreamingContext } from 'tapstream'
import { ManualClock } from 'tapstream/testing'
import { LooseClock } from './loose-clock.ts'
import { context, counting, outcome, stopAfterEach, streams, streamsOn } from './streams.ts'
import { StreamingContext as Context } from 'tapstream'

stopAfterEach()

const timesOf = (ssc: StreamingContext): number[] => {
  const times: number[] = []
  counting(ssc).foreachRDD((_, time) => void times.push(Number(time)))
  return times
}

describe('the batch clock', () => {
  it.each([
    [0, [1000, 2000]],
    [1, [1000, 2000]],
    [999, [1000, 2000]],
    [1000, [2000, 3000]],
    [1_700_000_000_123, [1_700_000_001_000, 1_700_000_002_000]],
  ])(
    'started at %i makes batches at %o: multiples of the interval, later than now',
    async (start, expected) => {
      const { ssc, clock } = streamsOn(context(), new ManualClock(start))
      const times = timesOf(ssc)
      ssc.start()
      await clock.advance(Milliseconds(expected[1]! - start))
      expect(times).toEqual(expected)
    },
  )

  it('skips no time: late ticks come in a burst, each with its own', async () => {
    const clock = new LooseClock()
    const { ssc } = streamsOn(context(), clock as never)
    const times = timesOf(ssc)
    ssc.start()
    clock.to(5500)
    await outcome(Promise.resolve())
    expect(times).toEqual([1000, 2000, 3000, 4000, 5000])
  })

  it('calls the function of transform once per batch, in order, at the generation', async () => {
    const { ssc, clock } = streams()
    const seen: string[] = []
    const numbers = counting(ssc).transform((rdd, time) => {
      seen.push(`transform ${time}`)
      return rdd
    })
    numbers.foreachRDD((_, time) => void seen.push(`output ${time}`))
    numbers.foreachRDD((_, time) => void seen.push(`output ${time}`))
    ssc.start()
    await clock.advance(2)
    const batch = (time: string): string[] => [
      `transform ${time}`,
      `output ${time}`,
      `output ${time}`,
    ]
    expect(seen).toEqual([...batch('1000 ms'), ...batch('2000 ms')])
  })

  it('asks nothing of streams that no output uses', async () => {
    const { ssc, clock } = streams()
    let asked = 0
    const queue = [[1], [2], [3]]
    ssc.queueStream(queue).transform((rdd) => {
      asked++
      return rdd
    })
    const times = timesOf(ssc)
    ssc.start()
    await clock.advance(2)
    expect([times.length, asked, queue.length]).toEqual([2, 0, 3])
  })

  it('of real time is never early and drifts nowhere', async () => {
    const sc = context()
    const ssc = new Context(sc, Milliseconds(40))
    const seen: { readonly time: number; readonly at: number }[] = []
    counting(ssc).foreachRDD((_, time) => {
      seen.push({ time: Number(time), at: Date.now() })
      if (seen.length === 5) void ssc.stop()
    })
    ssc.start()
    await ssc.awaitTermination()
    expect(seen).toHaveLength(5)
    for (const [i, { time, at }] of seen.entries()) {
      expect(time % 40).toBe(0)
      expect(at).toBeGreaterThanOrEqual(time)
      expect(time).toBe(seen[0]!.time + i * 40)
    }
  })
})
