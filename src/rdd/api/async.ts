import { extend } from '../../core/extend.ts'
import type { Hint } from '../../core/hint.ts'
import { type Concurrency, concurrencyOf } from '../concurrency.ts'
import { type AsyncName, awaited } from '../operators/awaited.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import { RDD } from '../rdd.ts'
import { taskOrAsync } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * Each element through `f`, which may give a promise: of a look-up somewhere else, say. Results come in the order of
     * the elements; at most `concurrency` calls (16) are under way in a partition. After the first rejection no further
     * call is begun. As with `map`, every action calls `f` again, unless the result is kept by `cache()`.
     * @throws TAP501 (the task fails) with the element whose promise was rejected · TAP109 for a wrong `concurrency`
     * @example
     * await sc.parallelize([1, 2, 3]).mapAsync(async (n) => n * 10, { concurrency: 2 }).collect()
     * // [ 10, 20, 30 ]
     */
    mapAsync<U extends Hint>(
      f: (element: T) => U | PromiseLike<U>,
      concurrency?: Concurrency,
    ): RDD<U>
    /**
     * As `mapAsync`; the promise gives any number of results.
     * @throws TAP506 (the task fails) when a promise gives something that cannot be iterated
     * @example
     * await sc.parallelize(['a b', 'c']).flatMapAsync(async (line) => line.split(' ')).collect()
     * // [ 'a', 'b', 'c' ]
     */
    flatMapAsync<U extends Hint>(
      f: (element: T) => Iterable<U> | PromiseLike<Iterable<U>>,
      concurrency?: Concurrency,
    ): RDD<U>
    /**
     * The elements for which the promise of `f` gives something truthy; otherwise as `mapAsync`.
     * @example
     * await sc.parallelize([1, 2, 3]).filterAsync(async (n) => n > 1).collect()   // [ 2, 3 ]
     */
    filterAsync(f: (element: T) => unknown, concurrency?: Concurrency): RDD<T>
  }
}

const asynchronous = (name: AsyncName) =>
  function (this: RDD<unknown>, f: AnyFunction, concurrency?: unknown) {
    const fn = taskOrAsync(f, name)
    return new RDD(this.context, awaited(this.node, name, fn, concurrencyOf(name, concurrency)))
  }

extend(RDD, {
  mapAsync: asynchronous('mapAsync'),
  flatMapAsync: asynchronous('flatMapAsync'),
  filterAsync: asynchronous('filterAsync'),
})
