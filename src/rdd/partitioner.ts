import { partitionOf } from '../columns/java-hash.ts'

/** Places keys in partitions by Java's hashCode, non-negative mod n. */
export interface Partitioner {
  readonly kind: 'hash'
  readonly numPartitions: number
}

export const hashPartitioner = (numPartitions: number): Partitioner =>
  Object.freeze({ kind: 'hash', numPartitions })

export const placeOf = (partitioner: Partitioner, key: unknown): number =>
  partitionOf(key, partitioner.numPartitions)
