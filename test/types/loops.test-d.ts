import { expectTypeOf, it } from 'vitest'
import type { DStream, SparkContext, StreamBatch, Time } from 'tapstream'
import { StreamingContext } from 'tapstream'

it('batches() are what the stream has, in a loop', async () => {
  const counts = {} as DStream<[string, number]>
  expectTypeOf(counts.batches()).toEqualTypeOf<
    AsyncIterableIterator<StreamBatch<[string, number]>>
  >()
  for await (const { time, elements } of counts.batches()) {
    expectTypeOf(time).toEqualTypeOf<Time>()
    expectTypeOf(elements).toEqualTypeOf<[string, number][]>()
  }
})

it('contexts end with their block', async () => {
  await using sc = {} as SparkContext
  await using ssc = new StreamingContext(sc, 1)
  expectTypeOf(ssc[Symbol.asyncDispose]()).toEqualTypeOf<Promise<void>>()
  expectTypeOf(sc[Symbol.asyncDispose]()).toEqualTypeOf<Promise<void>>()
})
