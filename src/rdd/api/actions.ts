import { extend } from '../../core/extend.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { TAP509 } from '../../core/errors/tap509.ts'
import { callSite } from '../../closure/call-site.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Action } from '../engine.ts'
import { debugText } from '../plan/debug-text.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import { RDD } from '../rdd.ts'
import { run, runReduce } from '../run.ts'
import { task, taskOrAsync } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * All elements, in partition order.
     * @example
     * await sc.parallelize([1, 2, 3]).map((x) => x * x).collect()   // [ 1, 4, 9 ]
     */
    collect(): Promise<T[]>
    /**
     * How many elements there are.
     * @example
     * await sc.parallelize(['a', 'b']).count()   // 2
     */
    count(): Promise<number>
    /**
     * The first `n` elements, in partition order; looks at no more partitions than it needs.
     * @throws TAP109 when `n` is negative or no whole number
     * @example
     * await sc.parallelize([3, 1, 2]).take(2)   // [ 3, 1 ]
     */
    take(n: number): Promise<T[]>
    /**
     * The first element.
     * @throws TAP509 when there is none
     * @example
     * await sc.parallelize([3, 1, 2]).first()   // 3
     */
    first(): Promise<T>
    /**
     * Whether there is no element; looks at no more partitions than it needs.
     * @example
     * await sc.parallelize([1, 2]).filter((x) => x > 2).isEmpty()   // true
     */
    isEmpty(): Promise<boolean>
    /**
     * `f` of all elements, which must be associative and commutative.
     * @throws TAP509 when there is none
     * @example
     * await sc.parallelize([1, 2, 3]).reduce((a, b) => a + b)   // 6
     */
    reduce(f: (a: T, b: T) => T): Promise<T>
    /**
     * Calls `f` with every element, where the partition is.
     * @example
     * const long = sc.accumulator(0)
     * await sc.parallelize(['a', 'bbb']).foreach((word) => {
     *   if (word.length > 2) long.add(1)
     * })
     * console.log(long.value)   // 1
     */
    foreach(f: (element: T) => void): Promise<void>
    /**
     * Calls `f` once per partition; it may be async and is awaited.
     * @example
     * await sc.parallelize([1, 2, 3], 2).foreachPartition(async (elements) => {
     *   // Here is the place to open one connection for the whole partition.
     *   console.log([...elements])
     * })
     * // prints [ 1 ] and [ 2, 3 ]
     */
    foreachPartition(f: (elements: IterableIterator<T>) => void | Promise<void>): Promise<void>
    /**
     * The plan as text, the RDD first, its lineage below.
     * @example
     * console.log(sc.parallelize([1, 2], 2).map((x) => x + 1).toDebugString())
     * // (2) MapPartitionsRDD[1] at map
     * //  |  ParallelCollectionRDD[0] at parallelize
     */
    toDebugString(): string
  }
}

/** Scans one partition, then up to four times more each time, until there is enough. */
const take = async (
  rdd: RDD<unknown>,
  n: number,
  site: CallSite | undefined,
): Promise<unknown[]> => {
  const total = rdd.node.numPartitions
  const rows: unknown[] = []
  for (let scanned = 0; rows.length < n && scanned < total;) {
    const next = scanned === 0 ? 1 : Math.min(scanned * 4, total - scanned)
    const numbers = Array.from({ length: next }, (_, i) => scanned + i)
    const action: Action = { kind: 'take', limit: n - rows.length }
    for (const part of await run(rdd, action, site, numbers)) {
      for (const row of part as unknown[]) if (rows.length < n) rows.push(row)
    }
    scanned += next
  }
  return rows
}

const checkedTake = async (rdd: RDD<unknown>, n: number): Promise<unknown[]> => {
  const site = callSite()
  if (!Number.isInteger(n) || n < 0) {
    const expected = 'a whole number, 0 or more'
    throw TAP109({ what: 'The number of elements to take', expected, got: String(n), site })
  }
  return take(rdd, n, site)
}

extend(RDD, {
  async collect(this: RDD<unknown>) {
    const parts = (await run(this, { kind: 'collect' }, callSite())) as unknown[][]
    // Not `flat`, which takes 20 times as long.
    return ([] as unknown[]).concat(...parts)
  },
  async count(this: RDD<unknown>) {
    const parts = (await run(this, { kind: 'count' }, callSite())) as number[]
    return parts.reduce((a, b) => a + b, 0)
  },
  take(this: RDD<unknown>, n: number) {
    return checkedTake(this, n)
  },
  async first(this: RDD<unknown>) {
    const site = callSite()
    const rows = await take(this, 1, site)
    if (rows.length === 0) throw TAP509({ action: 'first', site })
    return rows[0]
  },
  async isEmpty(this: RDD<unknown>) {
    return (await take(this, 1, callSite())).length === 0
  },
  async reduce(this: RDD<unknown>, f: AnyFunction) {
    return runReduce(this, 'reduce', task(f, 'reduce'))
  },
  async foreach(this: RDD<unknown>, f: AnyFunction) {
    const fn = task(f, 'foreach')
    await run(this, { kind: 'foreach', fn }, fn.site)
  },
  async foreachPartition(this: RDD<unknown>, f: AnyFunction) {
    const fn = taskOrAsync(f, 'foreachPartition')
    await run(this, { kind: 'foreachPartition', fn }, fn.site)
  },
  toDebugString(this: RDD<unknown>) {
    return debugText(this.node)
  },
})
