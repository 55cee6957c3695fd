// Checked by tsc alone: what has to be inferred on RDDs without an annotation, and what must not compile.
import {
  type Group,
  HashPartitioner,
  type RDD,
  type SparkContext,
  type StatCounter,
} from 'tapstream'
import type { Is } from './is.ts'

/** Compiles only when the value is of exactly this type. */
declare const is: Is

declare const sc: SparkContext
declare const lines: RDD<string>

// Down a pipeline of ten steps, with joins.
const ages = sc.parallelize([
  ['ann', 31],
  ['bob', 28],
])
const steps = lines
  .flatMap((line) => line.split(' '))
  .map((word) => word.toLowerCase())
  .keyBy((word) => word)
  .mapValues((word) => word.length)
  .leftOuterJoin(ages)
  .filter(([name, [length, age]]) => length > 2 && name !== '' && age !== 30)
  .mapValues(([length, age]) => [length, age ?? 0])
  .join(
    ages.mapValues((age) => ({ age })),
    3,
  )
  .map(([name, [[length, age], { age: other }]]) => [name, length + age + other])
  .sortByKey(false)
is<RDD<[string, number]>>()(steps)
is<Promise<Map<string, number>>>()(steps.collectAsMap())

const more = ages
  .cogroup(lines.map((w) => [w, w.length > 3]))
  .mapValues(([numbers, flags]) => [[...numbers], flags.length])
  .fullOuterJoin(ages)
  .values()
  .map(([left, right]) => [left?.[1] ?? 0, right])
  .groupBy(([n]) => n)
  .mapValues((list) => list.map(([, age]) => age ?? 0))
  .flatMapValues((list) => list)
  .aggregateByKey(
    [0, ''],
    ([n, s], age) => [n + age, s],
    (a) => a,
  )
  .zipWithIndex()
is<RDD<[[number, [number, string]], number]>>()(more)

// Keys and values.
is<RDD<string>>()(ages.keys())
is<RDD<number>>()(ages.values())
is<RDD<[number, string]>>()(lines.keyBy((w) => w.length))
is<RDD<[[string, number], string]>>()(lines.keyBy((w) => [w, 1]))
is<RDD<[number, Group<string>]>>()(lines.groupBy((w) => w.length, 3))
is<RDD<[string, number]>>()(ages.foldByKey(0, (a, b) => a + b))
is<RDD<[string, string]>>()(
  ages.combineByKey(
    String,
    (s, n) => `${s}${n}`,
    (a, b) => a + b,
  ),
)
is<RDD<[string, number]>>()(ages.partitionBy(2, (key) => key.length))
is<RDD<[string, number]>>()(ages.partitionBy(new HashPartitioner(2)))
is<RDD<[string, number]>>()(ages.subtractByKey(lines.map((w) => [w, true])))

// Joins: what may be missing is null.
const flags = lines.map((w) => [w, w === 'ann'])
is<RDD<[string, [number, boolean]]>>()(ages.join(flags))
is<RDD<[string, [number, boolean | null]]>>()(ages.leftOuterJoin(flags))
is<RDD<[string, [number | null, boolean]]>>()(ages.rightOuterJoin(flags))
is<RDD<[string, [number | null, boolean | null]]>>()(
  ages.fullOuterJoin(flags, { numPartitions: 2 }),
)
is<RDD<[string, [Group<number>, Group<boolean>]]>>()(ages.cogroup(flags))
is<RDD<[string, [Group<number>, Group<boolean>, Group<string>, Group<number>]]>>()(
  ages.groupWith(
    flags,
    lines.map((w) => [w, w]),
    ages,
  ),
)

// Sets and layout.
is<RDD<string>>()(lines.distinct().intersection(lines).subtract(lines, 2))
is<RDD<[string, [string, number]]>>()(lines.cartesian(ages))
is<RDD<[string, number]>>()(lines.zip(lines.map((w) => w.length)))
is<RDD<[string, number]>>()(lines.zipWithUniqueId())
is<RDD<string>>()(lines.coalesce(1).repartition(2).setName('lines'))

// Order, samples.
is<RDD<string>>()(lines.sortBy((w) => [w.length, w], false))
is<RDD<[string, number]>>()(ages.sortByKey({ keyfunc: (name) => name.length }))
is<RDD<[string, number]>>()(ages.repartitionAndSortWithinPartitions(2))
is<RDD<string>>()(lines.sample(false, 0.1, { seed: 1 }))
is<Promise<string[]>>()(lines.takeSample(false, 3))
const [training, test] = lines.randomSplit([0.8, 0.2])
is<RDD<string>>()(training)
is<RDD<string>>()(test)
is<RDD<[string, number]>>()(ages.sampleByKey(false, new Map([['ann', 0.5]])))

// Actions.
is<Promise<string[]>>()(lines.top(3, (w) => w.length))
is<Promise<string>>()(lines.max())
is<Promise<number>>()(
  lines.aggregate(
    0,
    (n, w) => n + w.length,
    (a, b) => a + b,
  ),
)
is<Promise<[number, string]>>()(
  lines.aggregate(
    [0, ''],
    ([n], w) => [n + 1, w],
    (a) => a,
  ),
)
is<Promise<string>>()(lines.fold('', (a, b) => a + b))
is<Promise<number[]>>()(ages.lookup('ann'))
is<Promise<Map<string, number>>>()(lines.countByValue())
is<Promise<Map<string, number>>>()(ages.countByKey())
is<Promise<Map<string, number>>>()(ages.reduceByKeyLocally((a, b) => a + b))
is<AsyncIterableIterator<string>>()(lines.toLocalIterator())
is<Promise<number>>()(ages.values().sum())
is<Promise<StatCounter>>()(ages.values().stats())
is<Promise<[edges: number[], counts: number[]]>>()(ages.values().histogram(3))

// Mistakes are seen where they are made.
// @ts-expect-error: words have no keys
void lines.keys()
// @ts-expect-error: words cannot be joined
void lines.join(ages)
// @ts-expect-error: the other side has no keys
void ages.join(lines)
// @ts-expect-error: keys are of another type
void ages.join(lines.map((w) => [w.length, w]))
// @ts-expect-error: words cannot be sorted by key
void lines.sortByKey()
// @ts-expect-error: words have no sum
void lines.sum()
// @ts-expect-error: words have no mean
void lines.mean()
// @ts-expect-error: pairs have no histogram
void ages.histogram(2)
// @ts-expect-error: a fold keeps the type
void lines.fold(0, (n: number, w: string) => n + w.length)
// @ts-expect-error: there is no such option
void lines.sortBy((w) => w, { descending: true })
// @ts-expect-error: an array is no RDD
void lines.zip(['a'])
// @ts-expect-error: a fraction is a number
void lines.sample(false, '0.1')
