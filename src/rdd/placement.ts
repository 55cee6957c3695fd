import { optional } from '../core/options.ts'
import { callSite } from '../closure/call-site.ts'
import { type Partitioner, type Placement, placementOf } from './partitioner.ts'
import type { RDD } from './rdd.ts'

/** A number of partitions or a partitioner, by position; or these and a rule for keys by name. */
export type Partitions<K> =
  | number
  | Partitioner
  | { numPartitions?: number | Partitioner; partitionFunc?: (key: K) => number }

/** As many as the first input that is placed by key has; the configured default; the most that any input has. */
const usual = (rdds: readonly RDD<unknown>[]): number =>
  rdds.find(({ node }) => node.partitioner !== undefined)?.node.partitioner?.numPartitions ??
  rdds[0]!.context.configuredParallelism ??
  Math.max(1, ...rdds.map(({ node }) => node.numPartitions))

/** The placement of an RDD shuffle. `given`: numPartitions and partitionFunc, by position or by name. */
export const shufflePlacement = (
  rdds: readonly RDD<unknown>[],
  method: string,
  given: readonly unknown[],
): Placement => {
  const [n, f] = optional(method, ['numPartitions', 'partitionFunc'], trimmed(given), callSite)
  return placementOf(n, method, callSite, () => usual(rdds), f)
}

/** Without the arguments at the end that were left out. */
const trimmed = (given: readonly unknown[]): readonly unknown[] =>
  given.slice(0, given.findLastIndex((value) => value !== undefined) + 1)
