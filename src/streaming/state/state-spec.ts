import { TAP109 } from '../../core/errors/tap109.ts'
import { located } from '../../core/errors/located.ts'
import { type DurationLike, type Millis, toMillis } from '../../core/duration.ts'
import type { Hint } from '../../core/hint.ts'
import type { Time } from '../../core/time.ts'
import { callSite } from '../../closure/call-site.ts'
import type { RDD } from '../../rdd/index.ts'
import type { Partitioner } from '../../rdd/partitioner.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import type { State } from '../../rdd/state.ts'
import { partitionCount } from '../../rdd/task.ts'

/** State before the first batch: pairs, or an RDD of them. */
export type InitialState<K, S> = RDD<readonly [K, S]> | RDD<[K, S]> | readonly (readonly [K, S])[]

interface Settings {
  readonly fn: AnyFunction
  readonly initial?: unknown
  readonly partitions?: number | Partitioner
  readonly timeout?: Millis
}

/**
 * What `mapWithState` is to do. Each method gives a new specification.
 * @example
 * ssc.checkpoint('checkpoint')
 * const total = (word: string, one: number | undefined, state: State<number>) => {
 *   const sum = (one ?? 0) + (state.getOption() ?? 0)
 *   if (!state.isTimingOut()) state.update(sum)
 *   return [word, sum]
 * }
 * const spec = StateSpec.function(total).timeout('30 minutes').initialState([['be', 10]])
 * ssc.queueStream([[['be', 1]]]).mapWithState(spec).pprint()   // prints ('be', 11)
 */
export class StateSpec<K, V, S, T> {
  readonly #settings: Settings
  /** For the compiler only. */
  declare readonly types: {
    readonly key: K
    readonly value: V
    readonly state: S
    readonly mapped: T
  }

  private constructor(settings: Settings) {
    this.#settings = settings
  }

  /**
   * @param f called once per record with its key and value, and with `value` undefined for a key that times out. Its
   * result is an element of the stream. With four parameters the batch's time comes first, and a result of undefined
   * or null is no element.
   */
  static function<K, V, S, T extends Hint>(
    f: (key: K, value: V | undefined, state: State<S>) => T,
  ): StateSpec<K, V, S, T>
  static function<K, V, S, T extends Hint>(
    f: (time: Time, key: K, value: V | undefined, state: State<S>) => T | null | undefined,
  ): StateSpec<K, V, S, T>
  static function(f: AnyFunction): StateSpec<unknown, unknown, unknown, unknown> {
    if (typeof f === 'function') return new StateSpec({ fn: f })
    const got = f === null ? 'null' : typeof f
    const site = callSite()
    throw TAP109({ what: 'The function of StateSpec', expected: 'a function', got, site })
  }

  /** The state of these keys before the first batch. */
  initialState(initial: InitialState<K, S>): StateSpec<K, V, S, T> {
    return new StateSpec({ ...this.#settings, initial })
  }

  numPartitions(numPartitions: number): StateSpec<K, V, S, T> {
    const partitions = partitionCount(numPartitions, 'StateSpec', callSite)!
    return new StateSpec({ ...this.#settings, partitions })
  }

  partitioner(partitioner: Partitioner): StateSpec<K, V, S, T> {
    return new StateSpec({ ...this.#settings, partitions: partitioner })
  }

  /**
   * A key without a record (or an update) for so long is removed, after one more call that sees `state.isTimingOut()`.
   * Looked for every ten batches, unless `checkpoint(interval)` of the stream says otherwise.
   */
  timeout(idle: DurationLike): StateSpec<K, V, S, T> {
    const timeout = located(callSite, () => toMillis(idle, 'timeout'))
    return new StateSpec({ ...this.#settings, timeout })
  }

  /** What was said so far. */
  get settings(): Settings {
    return this.#settings
  }
}
