import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { refuse } from '../arguments.ts'
import { coalesce } from '../operators/coalesce.ts'
import { repartition } from '../operators/repartition.ts'
import { zipWithIndex, zipWithUniqueId } from '../operators/zip-with.ts'
import { RDD } from '../rdd.ts'
import { partitionCount } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * At most `numPartitions` partitions: neighbours are put together and nothing moves. With `shuffle` exactly so
     * many, as `repartition`.
     * @throws TAP109 when the number is not positive
     * @example
     * await sc.parallelize([1, 2, 3], 3).coalesce(2).glom().collect()   // [ [ 1 ], [ 2, 3 ] ]
     */
    coalesce(numPartitions: number, shuffle?: boolean | { shuffle?: boolean }): RDD<T>
    /**
     * The elements dealt in turn to exactly `numPartitions` partitions.
     * @throws TAP109 when the number is not positive
     * @example
     * await sc.parallelize([1, 2, 3], 1).repartition(2).glom().collect()   // [ [ 1, 3 ], [ 2 ] ]
     */
    repartition(numPartitions: number): RDD<T>
    /**
     * Each element with its place: `[x, 0]`, `[x, 1]`, … With more than one partition they are counted first, as a
     * stage of the first job.
     * @example
     * await sc.parallelize(['a', 'b'], 2).zipWithIndex().collect()   // [ [ 'a', 0 ], [ 'b', 1 ] ]
     */
    zipWithIndex(): RDD<[T, number]>
    /**
     * Each element with a number of its own: element i of partition k of n gets i·n + k. Nothing is counted.
     * @example
     * await sc.parallelize(['a', 'b', 'c'], 2).zipWithUniqueId().collect()
     * // [ [ 'a', 0 ], [ 'b', 1 ], [ 'c', 3 ] ]
     */
    zipWithUniqueId(): RDD<[T, number]>
    /**
     * Gives the RDD a name for people, and gives the RDD back.
     * @example
     * const lines = sc.parallelize(['to be', 'or not']).setName('lines')
     * lines.name()   // 'lines'
     */
    setName(name: string): this
    /**
     * The name that was given, or null.
     * @example
     * sc.parallelize([1, 2]).name()                  // null
     * sc.parallelize([1, 2]).setName('ids').name()   // 'ids'
     */
    name(): string | null
  }
}

const names = new WeakMap<RDD<unknown>, string>()

const required = (given: unknown, method: string): number =>
  partitionCount(given, method, callSite) ??
  refuse(`The number of partitions of ${method}`, 'a positive whole number', given)

extend(RDD, {
  coalesce(this: RDD<unknown>, given: unknown, more?: unknown) {
    const [shuffle] = optional('coalesce', ['shuffle'], [more], callSite)
    const n = required(given, 'coalesce')
    const make = shuffle === true ? repartition : coalesce
    return new RDD(this.context, make(this.node, n, callSite(), 'coalesce'))
  },
  repartition(this: RDD<unknown>, given: unknown) {
    return new RDD(this.context, repartition(this.node, required(given, 'repartition'), callSite()))
  },
  zipWithIndex(this: RDD<unknown>) {
    return new RDD(this.context, zipWithIndex(this.node, callSite()))
  },
  zipWithUniqueId(this: RDD<unknown>) {
    return new RDD(this.context, zipWithUniqueId(this.node, callSite()))
  },
  setName(this: RDD<unknown>, name: unknown) {
    names.set(
      this,
      typeof name === 'string' ? name : refuse('The name of an RDD', 'a string', name),
    )
    return this
  },
  name(this: RDD<unknown>) {
    return names.get(this) ?? null
  },
})
