import { optional } from '../core/options.ts'
import { callSite } from '../closure/call-site.ts'
import { type Partitioner, type Placement, placementOf } from '../rdd/partitioner.ts'
import type { DStream } from './dstream.ts'

/** A number of partitions, or a partitioner; by position or by name. */
export type NumPartitions = number | Partitioner | { numPartitions?: number | Partitioner }

/** Streams do not inherit a parent's partition count: without a number they take the context's default. */
export const placementFor = (
  { ssc }: DStream<unknown>,
  method: string,
  n: unknown,
  partitionFunc?: unknown,
): Placement =>
  placementOf(n, method, callSite, () => ssc.sparkContext.defaultParallelism, partitionFunc)

/** The same of an argument that may be given by name. */
export const streamPlacement = (
  stream: DStream<unknown>,
  method: string,
  given: unknown,
): Placement => {
  const [n] = optional(method, ['numPartitions'], [given], callSite)
  return placementFor(stream, method, n)
}
