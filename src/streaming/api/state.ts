import { TAP109 } from '../../core/errors/tap109.ts'
import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import type { NotPairs } from '../../rdd/pairs.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { placementOf } from '../../rdd/partitioner.ts'
import { task } from '../../rdd/task.ts'
import { DStream } from '../dstream.ts'
import { OPERATOR, updateStateByKey } from '../state/update-state-by-key.ts'

/** State before the first batch: pairs, or an RDD of them. */
export type InitialState<K, S> = RDD<readonly [K, S]> | RDD<[K, S]> | readonly (readonly [K, S])[]

export interface UpdateStateOptions<K, S> {
  numPartitions?: number
  initialRDD?: InitialState<K, S>
}

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * A value per key that lives from batch to batch. In every batch `update` is called for each key that has state
     * or new values (then `values` is empty or `state` undefined); returning null or undefined ends the key.
     * Each batch gives the whole state. Needs a checkpoint directory (TAP105).
     * @example
     * ssc.checkpoint('checkpoint')
     * words.map((w) => [w, 1]).updateStateByKey((ones, total) => ones.length + (total ?? 0)).pprint()
     */
    updateStateByKey<K, V>(
      this: DStream<readonly [K, V]>,
      update: (values: V[], state: V | undefined) => V | null | undefined,
      numPartitions?: number | null | UpdateStateOptions<K, V>,
      initialRDD?: InitialState<K, V>,
    ): DStream<[K, V]>
    updateStateByKey<K, V, S>(
      this: DStream<readonly [K, V]>,
      update: (values: V[], state: S | undefined) => S | null | undefined,
      numPartitions?: number | null | UpdateStateOptions<K, S>,
      initialRDD?: InitialState<K, S>,
    ): DStream<[K, S]>
    updateStateByKey(this: NotPairs, ...args: never[]): never
  }
}

const rddOf = (stream: DStream<unknown>, initial: unknown): RDD<unknown> | undefined => {
  if (initial === undefined || initial === null) return undefined
  if (initial instanceof RDD) return initial as RDD<unknown>
  if (Array.isArray(initial)) {
    return initial.length === 0 ? undefined : stream.ssc.sparkContext.parallelize(initial)
  }
  const expected = 'an RDD or an array of pairs'
  throw TAP109({ what: 'initialRDD', expected, got: typeof initial, site: callSite() })
}

extend(DStream, {
  updateStateByKey(this: DStream<unknown>, update: AnyFunction, ...rest: unknown[]) {
    const fn = task(update, OPERATOR)
    const [n, initial] = optional(OPERATOR, ['numPartitions', 'initialRDD'], rest, callSite)
    const parallelism = (): number => this.ssc.sparkContext.defaultParallelism
    const partitioner = placementOf(n, OPERATOR, callSite, parallelism)
    return updateStateByKey(this, { update: fn, partitioner, initial: rddOf(this, initial) })
  },
})
