import { TAP406 } from '../core/errors/tap406.ts'
import type { Context } from './engine.ts'
import type { RddNode } from './plan/nodes.ts'

/**
 * A distributed collection: a lazy plan of what its elements are. Transformations make new plans at once and compute
 * nothing; actions compute and return promises. The methods are in `api/`, by subject.
 * @example
 * const sc = new SparkContext('local[2]', 'example')
 * const squares = sc.parallelize([1, 2, 3]).map((x) => x * x)
 * console.log(await squares.collect())   // [ 1, 4, 9 ]
 */
export class RDD<T> {
  readonly context: Context
  /** The plan: frozen data that only the engine interprets. */
  readonly node: RddNode
  /** Elements are of this type; exists for the compiler only. */
  declare readonly elementType: T

  constructor(context: Context, node: RddNode) {
    this.context = context
    this.node = node
  }

  get id(): number {
    return this.node.id
  }

  /**
   * How many partitions it has.
   * @example
   * sc.parallelize([1, 2, 3], 2).getNumPartitions()   // 2
   */
  getNumPartitions(): number {
    return this.node.numPartitions
  }

  toString(): string {
    return `${this.node.name}[${this.node.id}]`
  }
}

/** Python's order is `(time, rdd)`: whoever keeps it asks the RDD for what the time knows. */
for (const name of ['milliseconds', 'format', 'toDate']) {
  Object.defineProperty(RDD.prototype, name, {
    get(): never {
      throw TAP406({ name, of: 'rdd' })
    },
  })
}
