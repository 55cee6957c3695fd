// Checked by tsc alone: what streams infer without an annotation, and what must not compile.
import {
  type DStream,
  type Group,
  HashPartitioner,
  type RDD,
  type SparkContext,
  type StreamingContext,
  type Time,
} from 'tapstream'
import type { Is } from './is.ts'

declare const is: Is
declare const ssc: StreamingContext
declare const sc: SparkContext
declare const lines: DStream<string>

const pairs = lines.map((w) => [w, 1])
const names = lines.map((w) => [w, w])
const known = sc.parallelize([['a', true]])

// Down a pipeline of ten steps, over joins.
const steps = lines
  .flatMap((line) => line.split(' '))
  .map((word) => [word.toLowerCase(), 1])
  .reduceByKeyAndWindow((a, b) => a + b, 30, 10)
  .leftOuterJoin(known)
  .filter(([, [, isKnown]]) => isKnown === null)
  .mapValues(([n]) => n)
  .join(names.window(30, 10))
  .map(([word, [n, name]]) => [name, [word, n * 2]])
  .groupByKey()
  .mapValues((list) => list.map(([word, n]) => word.repeat(n)).join())
is<DStream<[string, string]>>()(steps)

// Joins: a side that may be missing may be null.
is<DStream<[string, [number, string]]>>()(pairs.join(names))
is<DStream<[string, [number, string | null]]>>()(pairs.leftOuterJoin(names))
is<DStream<[string, [number | null, string]]>>()(pairs.rightOuterJoin(names))
is<DStream<[string, [number | null, string | null]]>>()(pairs.fullOuterJoin(names))
is<DStream<[string, [Group<number>, Group<string>]]>>()(pairs.cogroup(names))
is<DStream<[string, [number, boolean]]>>()(pairs.join(known))
is<DStream<[string, [number, boolean | null]]>>()(pairs.leftOuterJoin(known, 3))
is<DStream<[string, [number | null, boolean]]>>()(pairs.rightOuterJoin(known, { numPartitions: 2 }))
is<DStream<[string, [number | null, boolean | null]]>>()(
  pairs.fullOuterJoin(known, new HashPartitioner(4)),
)
is<DStream<[string, [Group<number>, Group<boolean>]]>>()(pairs.cogroup(known))
is<DStream<[string, [[number, string], boolean]]>>()(pairs.join(names).join(known))

// Several streams.
is<DStream<string>>()(ssc.union(lines, lines))
is<DStream<string>>()(ssc.union([lines, lines, lines]))
is<DStream<string | number>>()(ssc.union(lines, lines.count()))
is<DStream<string | [string, boolean]>>()(lines.union(known))
is<DStream<number>>()(
  lines.transformWith(pairs, (rdd, other, time) => {
    is<RDD<string>>()(rdd)
    is<RDD<[string, number]>>()(other)
    is<Time>()(time)
    return rdd.map((w) => w.length).union(other.map(([, n]) => n))
  }),
)
is<DStream<string>>()(
  ssc.transform([lines, pairs], async ([words, counts], time) => {
    is<RDD<string>>()(words)
    is<RDD<[string, number]>>()(counts)
    is<Time>()(time)
    return words.union(counts.map(([w]) => w))
  }),
)

// Queues of pairs.
is<DStream<[string, string]>>()(ssc.queueStream([[['a', 'b']], [], [['c', 'd']]]))
is<DStream<[string, [number, string]]>>()(
  ssc.queueStream([[['a', 1]], []]).join(ssc.queueStream([[], [['a', 'b']]])),
)

// Keys.
is<DStream<[string, string]>>()(
  pairs.combineByKey(
    (n) => `${n}`,
    (text, n) => text + n,
    (a, b) => a + b,
  ),
)
is<DStream<[string, number]>>()(
  pairs.combineByKey(
    (n) => n,
    (sum, n) => sum + n,
    (a, b) => a + b,
    { mapSideCombine: false },
  ),
)
is<DStream<[string, number]>>()(pairs.partitionBy(3, (word) => word.length))
is<DStream<[string, number]>>()(
  pairs.partitionBy({ numPartitions: 3, partitionFunc: (word) => word.length }),
)
is<DStream<string>>()(lines.repartition(3))
is<DStream<string>>()(lines.checkpoint('10 seconds'))
is<Promise<RDD<string>[]>>()(lines.slice(0, new Date()))

// Windows.
is<DStream<number>>()(lines.countByWindow(30))
is<DStream<[string, number]>>()(lines.countByValueAndWindow(30, 10, 2))
is<DStream<[string, number]>>()(lines.countByValueAndWindow(30, { numPartitions: 2 }))
is<DStream<string>>()(lines.reduceByWindow((a, b) => a + b, 30, 10))
is<DStream<number>>()(
  lines.count().reduceByWindow(
    (a, b) => a + b,
    (a, b) => a - b,
    30,
    10,
  ),
)
is<DStream<string>>()(lines.reduceByWindow((a, b) => a + b, null, 30, 10))
is<DStream<[string, Group<number>]>>()(pairs.groupByKeyAndWindow(30, 10))
is<DStream<[string, Group<number>]>>()(pairs.groupByKeyAndWindow(30, 10, new HashPartitioner(2)))

// Promises.
is<DStream<number>>()(lines.mapAsync(async (w) => w.length))
is<DStream<[string, number]>>()(lines.mapAsync(async (w) => [w, w.length], 4))
is<DStream<[string, [number, boolean]]>>()(
  lines.mapAsync(async (w) => [w, [1, true]], { concurrency: 2 }),
)
is<DStream<number>>()(lines.mapAsync((w) => w.length))
is<DStream<string>>()(lines.flatMapAsync(async (w) => w.split(' ')))
is<DStream<string>>()(lines.filterAsync(async (w) => w.length > 1))
is<RDD<[string, number]>>()(known.mapAsync(async ([w]) => [w, w.length]))
is<RDD<string>>()(known.flatMapAsync(async ([w]) => w.split('')))
is<RDD<[string, boolean]>>()(known.filterAsync(async ([, is]) => is))
is<DStream<[string, number]>>()(lines.mapAsync(async (w) => [w, 1]).reduceByKey((a, b) => a + b))

// State, a partition at a time.
is<DStream<[string, number]>>()(
  pairs.updateStateByKey(
    (entries: Iterable<[string, number[], number | undefined]>) =>
      [...entries].map(([word, ones, n]): [string, number] => [word, ones.length + (n ?? 0)]),
    new HashPartitioner(2),
    true,
  ),
)
is<DStream<[string, number]>>()(
  pairs.updateStateByKey(
    (time: Time, entries: Iterable<[string, number[], number | undefined]>) =>
      [...entries].map(([word]): [string, number] => [word, time.milliseconds]),
    null,
    false,
  ),
)
is<DStream<[string, number]>>()(
  pairs.updateStateByKey((ones, n) => ones.length + (n ?? 0), new HashPartitioner(2)),
)

// Mistakes are seen where they are made.
// @ts-expect-error: words have no keys
void lines.join(names)
// @ts-expect-error: the other side has no keys
void pairs.join(lines)
// @ts-expect-error: an array is no RDD
void pairs.join([['a', 1]])
// @ts-expect-error: words have no keys
void lines.cogroup(names)
// @ts-expect-error: words have no keys
void lines.leftOuterJoin(names)
// @ts-expect-error: words have no keys
void lines.rightOuterJoin(names)
// @ts-expect-error: words have no keys
void lines.fullOuterJoin(names)
// @ts-expect-error: words have no keys
void lines.partitionBy(2)
// @ts-expect-error: words have no keys
void lines.groupByKeyAndWindow(30)
// @ts-expect-error: words have no keys
void lines.combineByKey(
  (v: number) => v,
  (a: number) => a,
  (a: number) => a,
)
// @ts-expect-error: keys of one kind meet
void pairs.join(lines.map((w) => [w.length, w]))
// @ts-expect-error: what may be missing may be null
void pairs.leftOuterJoin(pairs).mapValues(([a, b]) => a + b)
// @ts-expect-error: the function comes last
void lines.transformWith((rdd: RDD<string>) => rdd, lines)
// @ts-expect-error: an RDD is due
void lines.transformWith(lines, (rdd) => rdd.collect())
// @ts-expect-error: values are numbers
void pairs.reduceByWindow((a: number, b: number) => a + b, 30)
// @ts-expect-error: a promise of a number is no list
void lines.flatMapAsync(async (w) => w.length)
// @ts-expect-error: there is no such option
void lines.mapAsync(async (w) => w, { parallel: 4 })
// @ts-expect-error: a number of partitions is due
void lines.repartition()
