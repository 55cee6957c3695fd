import { describe, expect, it } from 'vitest'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { code, counting, stopAfterEach, streams } from './streams.ts'

stopAfterEach()

const nothing = (): void => undefined

describe('the checkpoint interval of a stream', () => {
  const started = (interval: number): (() => void) => {
    const { ssc } = streams()
    ssc.checkpoint(checkpoints())
    counting(ssc).window(2, 2).checkpoint(interval).foreachRDD(nothing)
    return () => ssc.start()
  }

  it.each([1, 3, 2.5])('of %o s is refused at the start, the slide being 2 s', (interval) => {
    const start = started(interval)
    expect(start).toThrow(expect.objectContaining({ code: 'TAP401' }))
    expect(start).toThrow(/stopped/)
  })

  it.each([2, 10])('of %o s is taken', (interval) => {
    started(interval)()
  })

  it('is a positive length of time', () => {
    const { ssc } = streams()
    expect(() => counting(ssc).checkpoint(0)).toThrow(expect.objectContaining({ code: 'TAP405' }))
  })

  it('makes the stream remember for twice as long', async () => {
    const { ssc, clock } = streams()
    ssc.checkpoint(checkpoints())
    const numbers = counting(ssc)
      .map((n) => n)
      .checkpoint(3)
    const kept: number[] = []
    numbers.foreachRDD(async (_, time) => {
      kept.push((await numbers.slice(0, time)).length)
    })
    ssc.start()
    await clock.advance(9)
    // Six seconds after the batch before, and the one under way.
    expect(kept).toEqual([1, 2, 3, 4, 5, 6, 7, 7, 7])
  })
})

describe('slice()', () => {
  it('before the start, and of a stream that nothing uses, is an error', async () => {
    const { ssc } = streams()
    const numbers = counting(ssc)
    const unused = numbers.map((n) => n)
    numbers.foreachRDD(nothing)
    await expect(numbers.slice(0, 1000)).rejects.toEqual(code('TAP109'))
    ssc.start()
    await expect(unused.slice(0, 1000)).rejects.toEqual(code('TAP109'))
    expect(await numbers.slice(0, 1000)).toEqual([])
  })

  it.each([undefined, null, 'soon'])('from %o is an error', async (from) => {
    const { ssc } = streams()
    const numbers = counting(ssc)
    numbers.foreachRDD(nothing)
    ssc.start()
    await expect(numbers.slice(from as never, 1000)).rejects.toEqual(code('TAP109'))
  })
})
