import type { Hint } from '../../core/hint.ts'
import { extend } from '../../core/extend.ts'
import { TAP509 } from '../../core/errors/tap509.ts'
import { KeyTable } from '../../columns/key-table.ts'
import { equalKeys } from '../../columns/structural.ts'
import { callSite } from '../../closure/call-site.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import { keys, values } from '../operators/keys-and-values.ts'
import { pairsOnly } from '../operators/pairs-only.ts'
import { reduceByKey } from '../operators/reduce-by-key.ts'
import { hashed, placer } from '../partitioner.ts'
import { narrow } from '../plan/narrow.ts'
import type { AnyFunction, RddNode } from '../plan/nodes.ts'
import type { NotPairs } from '../pairs.ts'
import { RDD } from '../rdd.ts'
import { run } from '../run.ts'
import { own, task } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * The values of a key, in their order. Where pairs are placed by key, only its partition is computed.
     * @example
     * await sc.parallelize([['a', 1], ['b', 2], ['a', 3]]).lookup('a')   // [ 1, 3 ]
     */
    lookup<K, V>(this: RDD<readonly [K, V]>, key: K): Promise<V[]>
    lookup(this: NotPairs, ...args: never[]): never
    /**
     * All pairs as a Map; of equal keys the last wins.
     * @example
     * await sc.parallelize([['a', 1], ['a', 2]]).collectAsMap()   // Map(1) { 'a' => 2 }
     */
    collectAsMap<K, V>(this: RDD<readonly [K, V]>): Promise<Map<K, V>>
    collectAsMap(this: NotPairs, ...args: never[]): never
    /**
     * How many pairs each key has. Keys are counted by value; a Map finds objects and tuples by identity only.
     * @throws TAP509 when the RDD has no partition
     * @example
     * await sc.parallelize([['a', 1], ['a', 2]]).countByKey()   // Map(1) { 'a' => 2 }
     */
    countByKey<K>(this: RDD<readonly [K, unknown]>): Promise<Map<K, number>>
    countByKey(this: NotPairs, ...args: never[]): never
    /**
     * How often each value occurs. Values are counted as keys are; a Map finds objects and tuples by identity only.
     * @throws TAP509 when the RDD has no partition
     * @example
     * await sc.parallelize(['a', 'b', 'a']).countByValue()   // Map(2) { 'a' => 2, 'b' => 1 }
     */
    countByValue(): Promise<Map<T, number>>
    /**
     * As `reduceByKey`, with the result on the driver.
     * @throws TAP509 when the RDD has no partition
     * @example
     * await sc.parallelize([['a', 1], ['a', 2]]).reduceByKeyLocally((a, b) => a + b)
     * // Map(1) { 'a' => 3 }
     */
    reduceByKeyLocally<K, V extends Hint>(
      this: RDD<readonly [K, V]>,
      f: (a: V, b: V) => V,
    ): Promise<Map<K, V>>
    reduceByKeyLocally(this: NotPairs, ...args: never[]): never
  }
}

const collected = async (
  rdd: RDD<unknown>,
  node: RddNode,
  site: CallSite | undefined,
  partitions?: readonly number[],
): Promise<unknown[]> => {
  const parts = await run(new RDD(rdd.context, node), { kind: 'collect' }, site, partitions)
  return ([] as unknown[]).concat(...(parts as unknown[][]))
}

/** One value per key, in the order in which keys are met, without moving anything but to the driver. */
const reduced = async (
  rdd: RDD<unknown>,
  pairs: RddNode,
  fn: TaskFunction<AnyFunction>,
  name: string,
): Promise<Map<unknown, unknown>> => {
  const { site } = fn
  if (rdd.getNumPartitions() === 0) throw TAP509({ action: name, site })
  const node = reduceByKey(pairs, fn, hashed(1), { name })
  return new Map((await collected(rdd, node, site)) as [unknown, unknown][])
}

const add = (a: number, b: number): number => a + b

const counts = (
  rdd: RDD<unknown>,
  values: RddNode,
  name: string,
  site: CallSite | undefined,
): Promise<Map<unknown, unknown>> => {
  const one = own((x: unknown) => [x, 1], 'one', site)
  const pairs = narrow(values, name, 'map', 'element', one)
  return reduced(rdd, pairs, own(add, 'add', site), name)
}

/** Of keys that are equal by value the first, with the last value. */
const mapByValue = (pairs: readonly (readonly [unknown, unknown])[]): Map<unknown, unknown> => {
  const table = new KeyTable()
  const map = new Map<unknown, unknown>()
  for (const [key, value] of pairs) map.set(table.keys[table.slot(key)], value)
  return map
}

extend(RDD, {
  async lookup(this: RDD<unknown>, key: unknown) {
    const site = callSite()
    const has = own(([k]: readonly [unknown]) => equalKeys(k, key), 'has key', site)
    const { partitioner } = this.node
    const pairs = narrow(pairsOnly(this.node, 'lookup', site), 'lookup', 'filter', 'element', has)
    const isPlaced = partitioner !== undefined && !('survey' in partitioner)
    const only = isPlaced ? [placer(partitioner)(key)] : undefined
    return collected(this, values(pairs, site, 'lookup'), site, only)
  },
  async collectAsMap(this: RDD<unknown>) {
    const site = callSite()
    const rows = await collected(this, pairsOnly(this.node, 'collectAsMap', site), site)
    return mapByValue(rows as [unknown, unknown][])
  },
  async countByKey(this: RDD<unknown>) {
    const site = callSite()
    return counts(this, keys(this.node, site, 'countByKey'), 'countByKey', site)
  },
  async countByValue(this: RDD<unknown>) {
    return counts(this, this.node, 'countByValue', callSite())
  },
  async reduceByKeyLocally(this: RDD<unknown>, f: AnyFunction) {
    const name = 'reduceByKeyLocally'
    return reduced(this, this.node, task(f, name), name)
  },
})
