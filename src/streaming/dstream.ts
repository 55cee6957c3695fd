import type { Millis } from '../core/duration.ts'
import type { StreamNode } from './graph/stream-node.ts'
import type { StreamingContext } from './streaming-context.ts'

/**
 * A discretized stream: one RDD per batch interval. Operations make new streams at once and compute nothing until the
 * context is started. The methods are in `api/`, by subject.
 * @example
 * const counts = lines.flatMap((l) => l.split(' ')).map((w) => [w, 1]).reduceByKey((a, b) => a + b)
 * counts.pprint()
 */
export class DStream<T> {
  readonly ssc: StreamingContext
  /** The stream's place in the graph: frozen data. */
  readonly node: StreamNode
  /** Elements are of this type; exists for the compiler only. */
  declare readonly elementType: T

  constructor(ssc: StreamingContext, node: StreamNode) {
    this.ssc = ssc
    this.node = node
  }

  /**
   * The context that the stream was made in.
   * @example
   * lines.context() === ssc   // true
   */
  context(): StreamingContext {
    return this.ssc
  }

  /** Milliseconds between two RDDs of this stream. */
  get slideDuration(): Millis {
    return this.node.slide
  }

  toString(): string {
    return `DStream ${this.node.identity}`
  }
}
