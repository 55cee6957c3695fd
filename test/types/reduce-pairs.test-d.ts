import { expectTypeOf, it } from 'vitest'
import type { DStream, RDD } from 'tapstream'

it('a function that puts pairs together needs no annotation', () => {
  type Mean = [sum: number, count: number]
  const stream = {} as DStream<[string, Mean]>
  const rdd = {} as RDD<[string, Mean]>
  const means = stream.reduceByKey((a, b) => [a[0] + b[0], a[1] + b[1]])
  expectTypeOf(means).toEqualTypeOf<DStream<[string, Mean]>>()
  const taken = stream.reduceByKeyAndWindow(
    ([s, n], [t, m]) => [s + t, n + m],
    ([s, n], [t, m]) => [s - t, n - m],
    30,
    10,
  )
  expectTypeOf(taken).toEqualTypeOf<DStream<[string, Mean]>>()
  expectTypeOf(rdd.reduceByKey(([s, n], [t, m]) => [s + t, n + m])).toEqualTypeOf<
    RDD<[string, Mean]>
  >()
})
