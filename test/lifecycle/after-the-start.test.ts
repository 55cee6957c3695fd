import { describe, expect, it } from 'vitest'
import { type DStream, Receiver, type StreamingContext } from 'tapstream'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { code, counting, stopAfterEach, streams } from './streams.ts'

stopAfterEach()

const add = (a: number, b: number): number => a + b
const nothing = (): void => undefined

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
    ['checkpoint', (ssc) => ssc.checkpoint(checkpoints())],
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
