import { extend } from '../../core/extend.ts'
import { callSite } from '../../closure/call-site.ts'
import { otherRdds } from '../arguments.ts'
import { cartesian } from '../operators/cartesian.ts'
import { distinct } from '../operators/distinct.ts'
import { intersection } from '../operators/intersection.ts'
import { subtract } from '../operators/subtract.ts'
import { zip } from '../operators/zip.ts'
import { type Partitions, shufflePlacement } from '../placement.ts'
import { RDD } from '../rdd.ts'

declare module '../rdd.ts' {
  interface RDD<T> {
    /**
     * Each value once, as it was first seen; values are compared as keys are.
     * @throws TAP408 when a value cannot be compared
     * @example
     * await sc.parallelize([3, 1, 3], 1).distinct().collect()   // [ 3, 1 ]
     */
    distinct(numPartitions?: Partitions<T>): RDD<T>
    /**
     * Each value that both RDDs have, once.
     * @throws TAP408 when a value cannot be compared
     * @example
     * await sc.parallelize([3, 1, 3], 1).intersection(sc.parallelize([3, 4])).collect()   // [ 3 ]
     */
    intersection(other: RDD<T>, numPartitions?: Partitions<T>): RDD<T>
    /**
     * The elements that the other RDD does not have; repeated ones stay repeated.
     * @throws TAP408 when a value cannot be compared
     * @example
     * await sc.parallelize([3, 1, 3], 1).subtract(sc.parallelize([1])).collect()   // [ 3, 3 ]
     */
    subtract(other: RDD<T>, numPartitions?: Partitions<T>): RDD<T>
    /**
     * Every element here with every element of the other; partitions multiply.
     * @example
     * await sc.parallelize([1, 2], 1).cartesian(sc.parallelize(['a'], 1)).collect()
     * // [ [ 1, 'a' ], [ 2, 'a' ] ]
     */
    cartesian<U>(other: RDD<U>): RDD<[T, U]>
    /**
     * Element beside element: both RDDs have equally many partitions, and in each of these equally many elements.
     * @throws TAP407 when the numbers of partitions differ, and in a job when those of elements do
     * @example
     * await sc.parallelize([1, 2]).zip(sc.parallelize(['a', 'b'])).collect()
     * // [ [ 1, 'a' ], [ 2, 'b' ] ]
     */
    zip<U>(other: RDD<U>): RDD<[T, U]>
  }
}

extend(RDD, {
  distinct(this: RDD<unknown>, ...partitions: readonly unknown[]) {
    const partitioner = shufflePlacement([this], 'distinct', partitions)
    return new RDD(this.context, distinct(this.node, partitioner, callSite()))
  },
  intersection(this: RDD<unknown>, given: unknown, ...partitions: readonly unknown[]) {
    const [other] = otherRdds(this, [given], 'intersection')
    const partitioner = shufflePlacement([this, other!], 'intersection', partitions)
    return new RDD(this.context, intersection(this.node, other!.node, partitioner, callSite()))
  },
  subtract(this: RDD<unknown>, given: unknown, ...partitions: readonly unknown[]) {
    const [other] = otherRdds(this, [given], 'subtract')
    const partitioner = shufflePlacement([this], 'subtract', partitions)
    return new RDD(this.context, subtract(this.node, other!.node, partitioner, callSite()))
  },
  cartesian(this: RDD<unknown>, given: unknown) {
    const [other] = otherRdds(this, [given], 'cartesian')
    return new RDD(this.context, cartesian(this.node, other!.node, callSite()))
  },
  zip(this: RDD<unknown>, given: unknown) {
    const [other] = otherRdds(this, [given], 'zip')
    return new RDD(this.context, zip(this.node, other!.node, callSite()))
  },
})
