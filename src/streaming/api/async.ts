import { extend } from '../../core/extend.ts'
import type { Hint } from '../../core/hint.ts'
import { type Concurrency, concurrencyOf } from '../../rdd/concurrency.ts'
import { RDD } from '../../rdd/index.ts'
import { type AsyncName, awaited } from '../../rdd/operators/awaited.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { taskOrAsync } from '../../rdd/task.ts'
import { perBatch } from '../define.ts'
import { DStream } from '../dstream.ts'

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * Each element through `f`, which may give a promise: of a look-up somewhere else, say. The batch waits. Results
     * come in the order of the elements; at most `concurrency` calls (16) are under way in a partition. After the first
     * rejection no further call is begun. Each output operation calls `f` again, unless the result is kept by `cache()`.
     * @throws TAP501 (the batch fails) with the element whose promise was rejected · TAP109 for a wrong `concurrency`
     * @example
     * const urls = ssc.queueStream([['http://localhost/a', 'http://localhost/b']])
     * const status = async (url: string) => (await fetch(url)).status
     * urls.mapAsync(status, { concurrency: 4 }).cache().pprint()   // prints 200
     */
    mapAsync<U extends Hint>(
      f: (element: T) => U | PromiseLike<U>,
      concurrency?: Concurrency,
    ): DStream<U>
    /**
     * As `mapAsync`; the promise gives any number of results.
     * @throws TAP506 (the batch fails) when a promise gives something that cannot be iterated
     * @example
     * const wordsOf = async (url: string) => (await (await fetch(url)).text()).split(' ')
     * ssc.queueStream([['http://localhost/a']]).flatMapAsync(wordsOf).pprint()
     */
    flatMapAsync<U extends Hint>(
      f: (element: T) => Iterable<U> | PromiseLike<Iterable<U>>,
      concurrency?: Concurrency,
    ): DStream<U>
    /**
     * The elements for which the promise of `f` gives something truthy; otherwise as `mapAsync`.
     * @example
     * const isAlive = async (url: string) => (await fetch(url)).ok
     * ssc.queueStream([['http://localhost/a']]).filterAsync(isAlive).pprint()
     * // prints http://localhost/a
     */
    filterAsync(f: (element: T) => unknown, concurrency?: Concurrency): DStream<T>
  }
}

const asynchronous = (name: AsyncName) =>
  function (this: DStream<unknown>, f: AnyFunction, given?: unknown) {
    const fn = taskOrAsync(f, name)
    const concurrency = concurrencyOf(name, given)
    return perBatch(
      this,
      name,
      fn.site,
      (rdd) => new RDD(rdd.context, awaited(rdd.node, name, fn, concurrency)),
    )
  }

extend(DStream, {
  mapAsync: asynchronous('mapAsync'),
  flatMapAsync: asynchronous('flatMapAsync'),
  filterAsync: asynchronous('filterAsync'),
})
