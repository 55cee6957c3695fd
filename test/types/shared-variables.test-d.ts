// Checked by tsc alone: accumulators, broadcast variables and what keeps RDDs need no annotation.
import {
  type Accumulator,
  type AccumulatorParam,
  type Broadcast,
  type DStream,
  type LongAccumulator,
  type RDD,
  type SparkContext,
  StorageLevel,
} from 'tapstream'

// oxlint-disable typescript/no-unnecessary-type-parameters -- two functions are the same type only for the same A and B
type Equal<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
// oxlint-enable typescript/no-unnecessary-type-parameters

declare const is: <Expected>() => <Actual>(
  value: Actual,
  ...wrong: Equal<Actual, Expected> extends true ? [] : [expected: Expected, but: Actual]
) => void

declare const sc: SparkContext
declare const lines: DStream<string>
declare const union: AccumulatorParam<Set<string>>

is<Accumulator<number>>()(sc.accumulator(0))
is<Accumulator<bigint>>()(sc.accumulator(0n, null, 'bytes'))
is<Accumulator<Set<string>>>()(sc.accumulator(new Set<string>(), union, { name: 'words' }))
is<number[]>()(sc.accumulator([1], { zero: () => [], addInPlace: (a, b) => [...a, ...b] }).value)
is<LongAccumulator>()(sc.longAccumulator())
is<readonly string[]>()(sc.collectionAccumulator<string>('bad').value)
is<Broadcast<Map<string, number>>>()(sc.broadcast(new Map([['a', 1]])))
is<{ it: string }>()(sc.broadcast({ it: 'Italy' }).value)

is<RDD<number>>()(sc.range(0, 10, 2))
is<RDD<[name: string, text: string]>>()(sc.wholeTextFiles('books'))
is<RDD<[string, number]>>()(sc.wholeTextFiles('books').mapValues((text) => text.length))
is<Promise<string[]>>()(sc.runJob(sc.range(3), (part) => [...part].map(String), [0]))
is<string | undefined>()(sc.getLocalProperty('team'))

is<RDD<number>>()(sc.range(3).persist(StorageLevel.DISK_ONLY).unpersist())
is<DStream<string>>()(lines.persist({ storageLevel: StorageLevel.MEMORY_AND_DISK }))

// @ts-expect-error only numbers and bigints know how to be added
sc.accumulator('text')
// @ts-expect-error an object in the place of the param is no options
sc.accumulator(0, { name: 'seen' })
// @ts-expect-error what is added is of the accumulator's type
sc.accumulator(0).add('1')
// @ts-expect-error no level of Spark
sc.setLogLevel('LOUD')
// @ts-expect-error a level is no text
sc.range(3).persist('MEMORY_ONLY')
