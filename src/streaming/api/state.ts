import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP109 } from '../../core/errors/tap109.ts'
import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import type { Time } from '../../core/time.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import { union } from '../../rdd/operators/union.ts'
import type { NotPairs } from '../../rdd/pairs.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import type { Partitioner } from '../../rdd/partitioner.ts'
import { task } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'
import { placementFor } from '../placement.ts'
import { initialRDD } from '../state/initial-rdd.ts'
import { mapWithState, type MapWithStateDStream, OPERATOR as MAP } from '../state/map-with-state.ts'
import { type InitialState, StateSpec } from '../state/state-spec.ts'
import { OPERATOR, updateStateByKey } from '../state/update-state-by-key.ts'

export interface UpdateStateOptions<K, S> {
  numPartitions?: number | Partitioner
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
     * ssc.queueStream([['be'], ['be']])
     *   .map((word) => [word, 1]).updateStateByKey((ones, total) => ones.length + (total ?? 0)).pprint()
     * // prints ('be', 1) and ('be', 2)
     */
    updateStateByKey<K, V>(
      this: DStream<readonly [K, V]>,
      update: (values: V[], state: V | undefined) => V | null | undefined,
      numPartitions?: number | Partitioner | null | UpdateStateOptions<K, V>,
      initialRDD?: InitialState<K, V>,
    ): DStream<[K, V]>
    updateStateByKey<K, V, S>(
      this: DStream<readonly [K, V]>,
      update: (values: V[], state: S | undefined) => S | null | undefined,
      numPartitions?: number | Partitioner | null | UpdateStateOptions<K, S>,
      initialRDD?: InitialState<K, S>,
    ): DStream<[K, S]>
    /**
     * The same with a function that is called once per partition: it is given an iterator of `[key, values, state]` and
     * gives `[key, state]` pairs; a key that it leaves out has ended. With two parameters it is given the time of the
     * batch first. Without `rememberPartitioner` the result does not say where its keys are.
     * @throws TAP506 (the batch fails) when it gives no iterable · TAP402 when it gives something else than pairs
     * @example
     * ssc.checkpoint('checkpoint')
     * const update = function* (entries: Iterable<[string, number[], number | undefined]>) {
     *   for (const [word, ones, total] of entries) yield pair(word, ones.length + (total ?? 0))
     * }
     * const pairs = ssc.queueStream([['be'], ['be']]).map((word) => [word, 1])
     * pairs.updateStateByKey(update, new HashPartitioner(2), true).pprint()
     * // prints ('be', 1) and ('be', 2)
     */
    updateStateByKey<K, V, S>(
      this: DStream<readonly [K, V]>,
      update: (entries: IterableIterator<[K, V[], S | undefined]>) => Iterable<readonly [K, S]>,
      partitioner: number | Partitioner | null,
      rememberPartitioner: boolean,
      initialRDD?: InitialState<K, S>,
    ): DStream<[K, S]>
    updateStateByKey<K, V, S>(
      this: DStream<readonly [K, V]>,
      update: (
        time: Time,
        entries: IterableIterator<[K, V[], S | undefined]>,
      ) => Iterable<readonly [K, S]>,
      partitioner: number | Partitioner | null,
      rememberPartitioner: boolean,
      initialRDD?: InitialState<K, S>,
    ): DStream<[K, S]>
    updateStateByKey<K, V, S>(
      this: DStream<readonly [K, V]>,
      update: (time: Time, key: K, values: V[], state: S | undefined) => S | null | undefined,
      partitioner: number | Partitioner | null,
      rememberPartitioner: boolean,
      initialRDD?: InitialState<K, S>,
    ): DStream<[K, S]>
    updateStateByKey(this: NotPairs, ...args: never[]): never
    /**
     * A state per key, and a function that is called for every record (not for every key), with the state of its key;
     * the cost of a batch follows what arrives. Needs a checkpoint directory (TAP105).
     * @throws TAP409 where the state is used against its rules
     * @example
     * ssc.checkpoint('checkpoint')
     * const total = (word: string, one: number | undefined, state: State<number>) => {
     *   state.update((one ?? 0) + (state.getOption() ?? 0))
     *   return [word, state.get()]
     * }
     * const pairs = ssc.queueStream([['be'], ['be', 'to']]).map((word) => [word, 1])
     * pairs.mapWithState(StateSpec.function(total)).pprint()
     * // prints ('be', 1) and ('be', 2) and ('to', 1)
     */
    mapWithState<K, V, S, U>(
      this: DStream<readonly [K, V]>,
      spec: StateSpec<K, V, S, U>,
    ): MapWithStateDStream<K, S, U>
    mapWithState(this: NotPairs, ...args: never[]): never
  }
}

type Entry = readonly [key: unknown, values: unknown[], state: unknown]

/** `update(time, key, values, state)` as a function of a partition. */
const eachKey = (update: AnyFunction) =>
  function* (time: Time, entries: Iterable<Entry>): Generator<readonly [unknown, unknown]> {
    for (const [key, values, state] of entries) {
      const next: unknown = update(time, key, values, state)
      if (next !== undefined && next !== null) yield [key, next]
    }
  }

/** A union does not say where keys are. */
const forgetful = (states: DStream<unknown>, site: CallSite | undefined): DStream<unknown> =>
  perBatch(states, OPERATOR, site, (rdd) => new RDD(rdd.context, union([rdd.node], OPERATOR, site)))

extend(DStream, {
  updateStateByKey(this: DStream<unknown>, update: AnyFunction, ...rest: unknown[]) {
    const given = task(update, OPERATOR)
    // A function of four parameters is called per key, with the time before it.
    const perKey = update.length >= 4 && typeof rest[1] === 'boolean'
    const fn = perKey ? { ...given, fn: eachKey(update) } : given
    // Scala's order, which is that of the form with an iterator.
    if (typeof rest[1] === 'boolean') {
      const [n, remembers, initial] = rest
      const states = updateStateByKey(this, {
        update: fn,
        partitioner: placementFor(this, OPERATOR, n),
        initial: initialRDD(this, initial, 'initialRDD', fn.site),
        perPartition: update.length >= 2 || perKey ? 'timed' : 'plain',
      })
      return remembers ? states : forgetful(states, fn.site)
    }
    const [n, initial] = optional(OPERATOR, ['numPartitions', 'initialRDD'], rest, callSite)
    return updateStateByKey(this, {
      update: fn,
      partitioner: placementFor(this, OPERATOR, n),
      initial: initialRDD(this, initial, 'initialRDD', fn.site),
    })
  },
  mapWithState(this: DStream<unknown>, spec: StateSpec<unknown, unknown, unknown, unknown>) {
    const site = callSite()
    if (!(spec instanceof StateSpec)) {
      const expected = 'a StateSpec:   StateSpec.function(f)'
      throw TAP109({ what: 'The argument of mapWithState', expected, got: typeof spec, site })
    }
    const { fn, initial, partitions, timeout } = spec.settings
    return mapWithState(this, {
      fn: task(fn, MAP, site),
      partitioner: placementFor(this, MAP, partitions),
      initial: initialRDD(this, initial, 'initialState', site),
      timeout,
    })
  },
})
