import { extend } from '../../core/extend.ts'
import type { Hint } from '../../core/hint.ts'
import { located } from '../../core/errors/located.ts'
import { TAP509 } from '../../core/errors/tap509.ts'
import { BoundedHeap } from '../../columns/bounded-heap.ts'
import { type Compare, compareValues, reversed } from '../../columns/order.ts'
import { wholeNumber } from '../arguments.ts'
import type { AnyFunction } from '../plan/nodes.ts'
import { RDD } from '../rdd.ts'
import { runFolds } from '../run.ts'
import { task } from '../task.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * The `n` greatest elements, the greatest first, by `key` of each if given; orders are those of `sortBy`.
     * @throws TAP109 when `n` is no whole number, 0 or more · TAP410 when elements have no order
     * @example
     * await sc.parallelize([3, 1, 2]).top(2)   // [ 3, 2 ]
     */
    top(n: number, key?: (element: T) => Hint): Promise<T[]>
    /**
     * The `n` least elements, the least first, by `key` of each if given; orders are those of `sortBy`.
     * @throws TAP109 when `n` is no whole number, 0 or more · TAP410 when elements have no order
     * @example
     * await sc.parallelize(['bb', 'a', 'ccc']).takeOrdered(2, (w) => -w.length)   // [ 'ccc', 'bb' ]
     */
    takeOrdered(n: number, key?: (element: T) => Hint): Promise<T[]>
    /**
     * The greatest element, by `key` of each if given; the first of equal ones.
     * @throws TAP509 when there is none · TAP410 when elements have no order
     * @example
     * await sc.parallelize([3, 1, 2]).max()   // 3
     */
    max(key?: (element: T) => Hint): Promise<T>
    /**
     * The least element, by `key` of each if given; the first of equal ones. Errors are those of `max`.
     * @example
     * await sc.parallelize(['bb', 'a', 'ccc']).min((word) => word.length)   // 'a'
     */
    min(key?: (element: T) => Hint): Promise<T>
  }
}

const same = (x: unknown): unknown => x

/** The first `n` in an order: so many of each partition at most come to the driver. */
const firstOf = async (
  rdd: RDD<unknown>,
  name: string,
  n: number,
  key: AnyFunction | undefined | null,
  compare: Compare,
): Promise<unknown[]> => {
  const image = task(key ?? same, name)
  const { fn, id, site } = image
  const add = (heap: BoundedHeap<unknown>, x: unknown): BoundedHeap<unknown> => {
    heap.add(fn(x), x)
    return heap
  }
  const heap = (): BoundedHeap<unknown> => new BoundedHeap(n, compare)
  const parts = await runFolds(rdd, name, heap, Object.freeze({ fn: add, id, site }))
  const all = heap()
  return located(
    () => site,
    () => {
      for (const part of parts)
        for (const { key: k, element } of part.entries()) all.add(k, element)
      return all.entries().map(({ element }) => element)
    },
  )
}

const descending = reversed(compareValues)

const greatest = async (
  rdd: RDD<unknown>,
  name: string,
  key: AnyFunction | undefined,
  compare: Compare,
): Promise<unknown> => {
  const { site } = task(key ?? same, name)
  const found = await firstOf(rdd, name, 1, key, compare)
  if (found.length === 0) throw TAP509({ action: name, site })
  return found[0]
}

extend(RDD, {
  async top(this: RDD<unknown>, given: unknown, key?: AnyFunction) {
    const n = wholeNumber('The number of elements of top', given)
    return firstOf(this, 'top', n, key, descending)
  },
  async takeOrdered(this: RDD<unknown>, given: unknown, key?: AnyFunction) {
    const n = wholeNumber('The number of elements of takeOrdered', given)
    return firstOf(this, 'takeOrdered', n, key, compareValues)
  },
  async max(this: RDD<unknown>, key?: AnyFunction) {
    return greatest(this, 'max', key, descending)
  },
  async min(this: RDD<unknown>, key?: AnyFunction) {
    return greatest(this, 'min', key, compareValues)
  },
})
