import { TAP109 } from '../core/errors/tap109.ts'
import type { CallSite } from '../core/errors/tap-error.ts'
import { partitionOf } from '../columns/java-hash.ts'
import { callSite } from '../closure/call-site.ts'
import type { TaskFunction } from '../closure/task-function.ts'
import type { AnyFunction } from './plan/nodes.ts'
import type { Survey } from './plan/survey.ts'
import { own, partitionCount, task } from './task.ts'

/**
 * Decides in which partition a key is. Extend it for a rule of your own; `HashPartitioner` is the default everywhere.
 * @example
 * class ByFirstLetter extends Partitioner {
 *   readonly numPartitions = 26
 *   getPartition(key: unknown): number {
 *     return String(key).toLowerCase().charCodeAt(0) % 26
 *   }
 * }
 * new ByFirstLetter().getPartition('be')   // 20
 */
export abstract class Partitioner {
  abstract readonly numPartitions: number
  /** From 0 to `numPartitions` − 1; the same for equal keys. */
  abstract getPartition(key: unknown): number
}

/**
 * Java's hashCode of the key, non-negative modulo the number of partitions; null is in partition 0.
 * @example
 * new HashPartitioner(2).getPartition('a')   // 1
 */
export class HashPartitioner extends Partitioner {
  readonly numPartitions: number

  constructor(numPartitions: number) {
    super()
    this.numPartitions = partitionCount(numPartitions, 'HashPartitioner', callSite)!
  }

  override getPartition(key: unknown): number {
    return partitionOf(key, this.numPartitions)
  }
}

/** How a plan places keys, as data: by hash, or by a function that may need what a survey found. */
export type Placement =
  | { readonly kind: 'hash'; readonly numPartitions: number }
  | {
      readonly kind: 'function'
      readonly numPartitions: number
      readonly fn: TaskFunction<AnyFunction>
      readonly survey?: Survey
    }

export const hashed = (numPartitions: number): Placement =>
  Object.freeze({ kind: 'hash', numPartitions })

/** The rule as a function of the key; `surveyed` is what the placement's survey found. */
export const placer = (placement: Placement, surveyed?: unknown): ((key: unknown) => number) => {
  const { numPartitions } = placement
  if (placement.kind === 'hash') return (key) => partitionOf(key, numPartitions)
  const { fn } = placement.fn
  return (key) => {
    const place: unknown = fn(key, surveyed)
    if (Number.isInteger(place)) {
      const at = place as number
      return at >= 0 && at < numPartitions ? at : mod(at, numPartitions)
    }
    const what = `The partition of key ${JSON.stringify(key)}`
    const { site } = placement.fn
    throw TAP109({ what, expected: 'a whole number', got: String(place), site })
  }
}

const mod = (n: number, by: number): number => ((n % by) + by) % by

/** Keys of one lie where those of the other do. */
export const samePlacement = (a: Placement | undefined, b: Placement): boolean => {
  if (a === undefined || a.numPartitions !== b.numPartitions) return false
  if (a.kind === 'hash' || b.kind === 'hash') return a.kind === b.kind
  return a.fn.fn === b.fn.fn && a.survey === b.survey
}

const byPartitioner = (given: Partitioner, site: CallSite | undefined): Placement => {
  const { numPartitions } = given
  const place = (key: unknown): number => {
    const at = given.getPartition(key)
    if (Number.isInteger(at) && at >= 0 && at < numPartitions) return at
    const expected = `a whole number from 0 to ${numPartitions - 1}`
    const what = `The partition of key ${JSON.stringify(key)}`
    throw TAP109({ what, expected, got: String(at), site })
  }
  const fn = own(place, `partitioner ${given.constructor.name}`, site)
  return Object.freeze({ kind: 'function', numPartitions, fn })
}

/**
 * What an operator was given for its partitions: a count, a Partitioner, or nothing (then `fallback` many).
 * `partitionFunc`, if given, places keys modulo the count.
 */
export const placementOf = (
  given: unknown,
  operator: string,
  site: () => CallSite | undefined,
  fallback: () => number,
  partitionFunc?: unknown,
): Placement => {
  if (given instanceof HashPartitioner) return hashed(given.numPartitions)
  if (given instanceof Partitioner) return byPartitioner(given, site())
  const numPartitions = partitionCount(given, operator, site) ?? fallback()
  if (partitionFunc === undefined || partitionFunc === null) return hashed(numPartitions)
  const fn = task(partitionFunc as AnyFunction, `${operator} (partitionFunc)`, site())
  return Object.freeze({ kind: 'function', numPartitions, fn })
}
