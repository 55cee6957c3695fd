import { copied } from '../../core/copied.ts'
import { extend } from '../../core/extend.ts'
import type { ZeroHint } from '../../core/hint.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { wholeNumber } from '../arguments.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import { RDD } from '../rdd.ts'
import { run, runFolds, runReduce } from '../run.ts'
import { task } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * `f` of all elements, starting with a copy of `zero` in each partition, and with one more when their results meet.
     * @example
     * await sc.parallelize([1, 2, 3], 2).fold(0, (a, b) => a + b)   // 6
     */
    fold(zero: T, f: (a: T, b: T) => T): Promise<T>
    /**
     * `add` takes the elements of each partition into a copy of `zero`; `meet` takes these results into one more.
     * @example
     * await sc.parallelize(['a', 'bb'], 2).aggregate(0, (n, word) => n + word.length, (a, b) => a + b)
     * // 3
     */
    aggregate<Z extends ZeroHint>(
      zero: Z,
      add: (sum: Z, element: T) => Z,
      meet: (a: Z, b: Z) => Z,
    ): Promise<Z>
    aggregate<Z>(zero: Z, add: (sum: Z, element: T) => Z, meet: (a: Z, b: Z) => Z): Promise<Z>
    /**
     * As `aggregate`, with one copy of `zero` in each partition and none where their results meet. `depth` says in how
     * many rounds they meet on a cluster; here they meet at once.
     * @example
     * await sc.parallelize([1, 2, 3]).treeAggregate(0, (n, x) => n + x, (a, b) => a + b)   // 6
     */
    treeAggregate<Z extends ZeroHint>(
      zero: Z,
      add: (sum: Z, element: T) => Z,
      meet: (a: Z, b: Z) => Z,
      depth?: number | { depth?: number },
    ): Promise<Z>
    treeAggregate<Z>(
      zero: Z,
      add: (sum: Z, element: T) => Z,
      meet: (a: Z, b: Z) => Z,
      depth?: number | { depth?: number },
    ): Promise<Z>
    /**
     * As `reduce`; for `depth` see `treeAggregate`.
     * @throws TAP509 when there is no element
     * @example
     * await sc.parallelize([1, 2, 3]).treeReduce((a, b) => a + b)   // 6
     */
    treeReduce(f: (a: T, b: T) => T, depth?: number | { depth?: number }): Promise<T>
    /**
     * The elements one by one; each partition is computed when it is reached.
     * @example
     * for await (const x of sc.parallelize([1, 2], 2).toLocalIterator()) console.log(x)
     * // prints 1 and 2
     */
    toLocalIterator(): AsyncIterableIterator<T>
  }
}

const checkDepth = (given: unknown, method: string): void => {
  const [depth] = optional(method, ['depth'], [given], callSite)
  if (depth !== undefined) wholeNumber(`The depth of ${method}`, depth, 1)
}

const partByPart = async function* (
  rdd: RDD<unknown>,
  site: CallSite | undefined,
): AsyncGenerator<unknown, undefined> {
  for (let p = 0; p < rdd.getNumPartitions(); p++) {
    const [rows] = (await run(rdd, { kind: 'collect' }, site, [p])) as unknown[][]
    yield* rows!
  }
}

extend(RDD, {
  async fold(this: RDD<unknown>, zero: unknown, f: AnyFunction) {
    const parts = await runFolds(this, 'fold', () => copied(zero), task(f, 'fold'))
    return parts.reduce((a, b) => f(a, b) as unknown, copied(zero))
  },
  async aggregate(this: RDD<unknown>, zero: unknown, add: AnyFunction, meet: AnyFunction) {
    const [fn] = [task(add, 'aggregate'), task(meet, 'aggregate')]
    const parts = await runFolds(this, 'aggregate', () => copied(zero), fn)
    return parts.reduce((a, b) => meet(a, b) as unknown, copied(zero))
  },
  async treeAggregate(
    this: RDD<unknown>,
    zero: unknown,
    add: AnyFunction,
    meet: AnyFunction,
    depth?: unknown,
  ) {
    checkDepth(depth, 'treeAggregate')
    const [fn] = [task(add, 'treeAggregate'), task(meet, 'treeAggregate')]
    const parts = await runFolds(this, 'treeAggregate', () => copied(zero), fn)
    return parts.length === 0 ? copied(zero) : parts.reduce((a, b) => meet(a, b) as unknown)
  },
  async treeReduce(this: RDD<unknown>, f: AnyFunction, depth?: unknown) {
    checkDepth(depth, 'treeReduce')
    return runReduce(this, 'treeReduce', task(f, 'treeReduce'))
  },
  toLocalIterator(this: RDD<unknown>) {
    return partByPart(this, callSite())
  },
})
