import { describe, expect, it } from 'vitest'
import type { DStream } from 'tapstream'
import { counting, stopAfterEach, streams, streamsOn } from './streams.ts'

stopAfterEach()

const pairsOf = (numbers: DStream<number>): DStream<[number, number]> =>
  numbers as unknown as DStream<[number, number]>

describe('streams that do not go together', () => {
  it('of streams with different slides, or of two contexts, is refused', () => {
    const { ssc, sc } = streams()
    const numbers = counting(ssc)
    const other = counting(streamsOn(sc).ssc)
    const pairs = pairsOf(numbers)
    for (const second of [numbers.window(2, 2), other, undefined, null, 5]) {
      const side = second as DStream<number>
      for (const build of [
        () => numbers.union(side),
        () => ssc.union(numbers, side),
        () => numbers.transformWith(side, (rdd) => rdd),
        () => ssc.transform([numbers, side], ([rdd]) => rdd),
        () => pairs.cogroup(pairsOf(side)),
        () => pairs.join(pairsOf(side)),
        () => pairs.leftOuterJoin(pairsOf(side)),
        () => pairs.rightOuterJoin(pairsOf(side)),
        () => pairs.fullOuterJoin(pairsOf(side)),
      ]) {
        expect(build).toThrow(expect.objectContaining({ code: 'TAP407' }))
      }
    }
  })

  it('of no stream is refused', () => {
    const { ssc } = streams()
    expect(() => ssc.union()).toThrow(/no stream was given/)
    expect(() => ssc.union([])).toThrow(/no stream was given/)
    expect(() => ssc.transform([], () => ssc.sparkContext.emptyRDD())).toThrow(/no stream/)
  })

  it('with the RDD of another context is refused', async () => {
    const { sc } = streams()
    const rdd = sc.parallelize([1])
    await sc.stop()
    const { ssc } = streams()
    expect(() => counting(ssc).union(rdd)).toThrow(/different contexts/)
  })
})

describe('a function on several streams', () => {
  it('that is none is refused', () => {
    const { ssc } = streams()
    const numbers = counting(ssc)
    const none = 5 as never
    expect(() => numbers.transformWith(numbers, none)).toThrow(/function of transformWith/)
    expect(() => ssc.transform([numbers], none)).toThrow(/function of transform/)
  })
})
