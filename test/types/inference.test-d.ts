// Checked by tsc alone: what has to be inferred without an annotation, and what must not compile.
import {
  type DStream,
  type Group,
  pair,
  type RDD,
  type SparkContext,
  type StreamingContext,
  type Time,
} from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import type { Is } from './is.ts'

declare const is: Is
declare const ssc: StreamingContext
declare const sc: SparkContext
declare const lines: DStream<string>
declare const rdd: RDD<string>

// Down a pipeline of ten steps.
const steps = lines
  .flatMap((line) => line.split(' '))
  .filter((word) => word.length > 0)
  .map((word) => word.toLowerCase())
  .map((word) => [word, 1])
  .reduceByKey((a, b) => a + b)
  .mapValues((n) => [n, n * 2])
  .filter(([word, [n]]) => word !== 'the' && n > 1)
  .map(([word, [n, twice]]) => [n + twice, word])
  .groupByKey()
  .mapValues((words) => words.join(' ').toUpperCase())
is<DStream<[number, string]>>()(steps)
steps.foreachRDD(async (batch, time) => {
  is<RDD<[number, string]>>()(batch)
  is<Time>()(time)
  is<[number, string][]>()(await batch.take(5))
})

// The same on an RDD.
const onRdd = rdd
  .flatMap((line) => line.split(' '))
  .filter((word) => word.length > 0)
  .map((word) => word.toLowerCase())
  .map((word) => [word, 1])
  .reduceByKey((a, b) => a + b)
  .mapValues((n) => [n, n * 2])
  .filter(([word, [n]]) => word !== 'the' && n > 1)
  .map(([word, [n, twice]]) => [n + twice, word])
  .groupByKey()
  .mapValues((words) => words.join(' ').toUpperCase())
is<RDD<[number, string]>>()(onRdd)
is<Promise<[number, string][]>>()(onRdd.collect())
is<Promise<[number, string]>>()(onRdd.first())

// Forms of pairs.
is<DStream<[string, number]>>()(lines.map((w) => [w, 1]))
is<DStream<[string, [number, string]]>>()(lines.map((w) => [w, [1, w]]))
is<DStream<[[string, string], number]>>()(lines.map((w) => [[w, w], 1]))
is<DStream<[string, [number, [boolean, string]]]>>()(lines.map((w) => [w, [1, [true, w]]]))
is<DStream<[string, number]>>()(lines.flatMap((line) => line.split(' ').map((w) => pair(w, 1))))
is<DStream<[string, number]>>()(lines.mapPartitions((it) => [...it].map((w) => pair(w, 1))))
is<DStream<[string, [number, number]]>>()(lines.map((w) => [w, 1]).mapValues((v) => [v, 1]))
is<DStream<[string, string]>>()(lines.map((w) => [w, w]).flatMapValues((v) => v.split('')))
is<DStream<[string, Group<number>]>>()(lines.map((w) => [w, 1]).groupByKey())
is<DStream<[string, number]>>()(lines.countByValue())

// What is no pair stays what it is.
is<DStream<string>>()(lines.map((w) => w))
is<DStream<number>>()(lines.map((w) => w.length))
is<DStream<boolean>>()(lines.map((w) => w === ''))
is<DStream<string | null>>()(lines.map((w) => (w === '' ? null : w)))
is<DStream<{ word: string; n: number }>>()(lines.map((word) => ({ word, n: 1 })))
is<DStream<Date>>()(lines.map((w) => new Date(w)))
is<DStream<number>>()(lines.count())
is<DStream<Group<string>>>()(lines.glom())
is<DStream<string>>()(lines.window(30, 10))
is<DStream<string>>()(lines.reduce((a, b) => a + b))
is<DStream<string | number>>()(lines.union(lines.count()))
is<DStream<number>>()(lines.transform((batch) => batch.map((w) => w.length)))
is<DStream<number>>()(
  lines.transform(async (batch, time) => batch.map((w) => w.length + Number(time))),
)
is<DStream<string>>()(lines.cache())

// Functions declared apart: `pair` says what inference cannot see.
const one = (word: string) => pair(word, 1)
is<[string, number]>()(one('a'))
is<DStream<[string, number]>>()(lines.map(one).reduceByKey((a, b) => a + b))

// Windows.
const pairs = lines.map((w) => [w, 1])
is<DStream<[string, number]>>()(pairs.reduceByKeyAndWindow((a, b) => a + b, 30, 10))
is<DStream<[string, number]>>()(
  pairs.reduceByKeyAndWindow(
    (a, b) => a + b,
    (a, b) => a - b,
    30,
    10,
  ),
)
is<DStream<[string, number]>>()(
  pairs.reduceByKeyAndWindow((a, b) => a + b, null, '30 seconds', {
    filterFunc: ([w, n]) => w !== '' && n > 0,
  }),
)

// State: of the values' type without a word, else as the function or the type arguments say.
is<DStream<[string, number]>>()(
  pairs.updateStateByKey((values, state) => values.reduce((a, b) => a + b, state ?? 0)),
)
is<DStream<[string, number]>>()(pairs.updateStateByKey((values, last) => values.at(-1) ?? last))
is<DStream<[string, number]>>()(pairs.updateStateByKey((values) => (values.length > 0 ? 1 : null)))
is<DStream<[string, string]>>()(
  pairs.updateStateByKey(
    (values: number[], state: string | undefined) => `${state ?? ''}${values.length}`,
  ),
)
is<DStream<[string, { n: number }]>>()(
  pairs.updateStateByKey<string, number, { n: number }>((values, state) => ({
    n: (state?.n ?? 0) + values.length,
  })),
)
is<DStream<[string, number]>>()(
  pairs.updateStateByKey((values, state) => values.length + (state ?? 0), {
    initialRDD: sc.parallelize([
      ['hello', 1],
      ['world', 1],
    ]),
    numPartitions: 3,
  }),
)
is<DStream<[string, number]>>()(
  pairs.updateStateByKey((values, state) => values.length + (state ?? 0), 2, [['hello', 1]]),
)

// Sources and RDDs from data.
is<DStream<string>>()(ssc.socketTextStream('localhost', 9999))
is<DStream<string>>()(ssc.textFileStream('data'))
is<DStream<number>>()(ssc.queueStream([[1, 2], [3]]))
is<DStream<string>>()(ssc.queueStream<string>([], { default: ['a'] }))
is<RDD<number>>()(sc.parallelize([1, 2, 3]))
is<RDD<[string, number]>>()(
  sc.parallelize([
    ['a', 1],
    ['b', 2],
  ]),
)
is<RDD<[string, number]>>()(
  sc
    .parallelize(
      [
        ['a', 1],
        ['b', 2],
      ],
      2,
    )
    .reduceByKey((a, b) => a + b),
)
is<RDD<string>>()(sc.textFile('words.txt'))
is<Promise<number>>()(sc.parallelize([1]).reduce((a, b) => a + b))

// Mistakes are seen where they are made.
// @ts-expect-error: words are no pairs
void lines.reduceByKey((a: number, b: number) => a + b)
// @ts-expect-error: numbers are no pairs
void rdd.map((w) => w.length).reduceByKey((a: number, b: number) => a + b)
// @ts-expect-error: three are no pair
void lines.map((w) => [w, 1, 2]).reduceByKey((a: number, b: number) => a + b)
// @ts-expect-error: words have no values
void lines.mapValues((v: number) => v)
// @ts-expect-error: words have no keys
void lines.groupByKey()
// @ts-expect-error: words have no state
void lines.updateStateByKey((values: number[]) => values.length)
// @ts-expect-error: words cannot be reduced by key in a window
void lines.reduceByKeyAndWindow((a: number, b: number) => a + b, 30, 10)
// @ts-expect-error: values are numbers
void pairs.reduceByKey((a: string, b: string) => a + b)
// @ts-expect-error: a number is no list
void lines.flatMap((line) => line.length)
// @ts-expect-error: there is no such option
void pairs.updateStateByKey((values) => values.length, { initialRdd: [] })
// @ts-expect-error: a duration is no list
void lines.window([30])
// @ts-expect-error: the time has no elements, the arguments are swapped
lines.foreachRDD((time, batch) => batch.collect())
// @ts-expect-error: transform gives an RDD
void lines.transform((batch) => batch.collect())

// The testing kit knows the elements of what it observes.
const seen = runStreamTest({
  inputs: { words: [['a', 'b'], null, ['c']], numbers: [[1]] },
  build: (context, { words, numbers }) => {
    is<StreamingContext>()(context)
    const text: DStream<string> = words
    const sums: DStream<number> = numbers
    return { counts: text.map((w) => [w, 1]).reduceByKey((a, b) => a + b), sums }
  },
})
is<Promise<{ counts: ([string, number][] | null)[]; sums: (number[] | null)[] }>>()(seen)
