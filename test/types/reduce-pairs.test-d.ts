import { expectTypeOf, it } from 'vitest'
import { type DStream, pair, type RDD } from 'tapstream'

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
  expectTypeOf(rdd.reduceByKeyLocally(([s, n], [t, m]) => [s + t, n + m])).toEqualTypeOf<
    Promise<Map<string, Mean>>
  >()
  expectTypeOf(rdd.foldByKey([0, 0], ([s, n], [t, m]) => [s + t, n + m])).toEqualTypeOf<
    RDD<[string, Mean]>
  >()
})

it('those that make pairs first say so by pair()', () => {
  const rdd = {} as RDD<[string, number]>
  const of = rdd.combineByKey(
    (v) => pair(v, 1),
    ([s, n], v) => pair(s + v, n + 1),
    ([s, n], [t, m]) => pair(s + t, n + m),
  )
  expectTypeOf(of).toEqualTypeOf<RDD<[string, [number, number]]>>()
})

it('and lists may grow', () => {
  const rdd = {} as RDD<[string, number]>
  const stream = {} as DStream<[string, number]>
  const lists = {} as DStream<[string, number[]]>
  const made = rdd.combineByKey(
    (v) => [v],
    (list, v) => [...list, v],
    (a, b) => [...a, ...b],
  )
  expectTypeOf(made).toEqualTypeOf<RDD<[string, number[]]>>()
  const ofStream = stream.combineByKey(
    (v) => [v],
    (list, v) => [...list, v],
    (a, b) => [...a, ...b],
  )
  expectTypeOf(ofStream).toEqualTypeOf<DStream<[string, number[]]>>()
  expectTypeOf(lists.reduceByKey((a, b) => [...a, ...b])).toEqualTypeOf<
    DStream<[string, number[]]>
  >()
  const listsOf = {} as RDD<[string, number[]]>
  expectTypeOf(listsOf.foldByKey([], (a, b) => [...a, ...b])).toEqualTypeOf<
    RDD<[string, number[]]>
  >()
  expectTypeOf(lists.reduceByKeyAndWindow((a, b) => [...a, ...b], 30, 10)).toEqualTypeOf<
    DStream<[string, number[]]>
  >()
})
