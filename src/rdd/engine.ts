import type { CallSite } from '../core/errors/tap-error.ts'
import type { EventBus } from '../core/events.ts'
import type { Millis } from '../core/duration.ts'
import type { KeySpace } from '../columns/key-space.ts'
import type { TaskFunction } from '../closure/task-function.ts'
import type { Sink } from '../io/sink.ts'
import type { AnyFunction, RddNode } from './plan/nodes.ts'
import type { SavedChange, SavedColumns } from './saved-columns.ts'
import type { StorageLevel } from './storage-level.ts'

/** What is done with the elements of a partition; the result of each partition comes back to the driver. */
export type Action =
  | { readonly kind: 'collect' }
  | { readonly kind: 'count' }
  | { readonly kind: 'take'; readonly limit: number }
  /**
   * The result of a partition is `{ value }`: of its elements, the first one first; with `zero`, of a new zero and its
   * elements. Undefined when there is neither.
   */
  | {
      readonly kind: 'reduce'
      readonly fn: TaskFunction<AnyFunction>
      readonly zero?: () => unknown
      /** The action as the user wrote it, for messages. */
      readonly name?: string
    }
  | { readonly kind: 'foreach'; readonly fn: TaskFunction<AnyFunction> }
  | { readonly kind: 'foreachPartition'; readonly fn: TaskFunction<AnyFunction> }
  /** The result of a partition is the name of what was written, for the sink's commit. */
  | { readonly kind: 'write'; readonly sink: Sink<unknown> }

export interface Job {
  readonly node: RddNode
  readonly action: Action
  /** Default: all of the node's. */
  readonly partitions?: readonly number[]
  /** The batch on whose behalf it runs, for messages. */
  readonly batchTime?: Millis | undefined
  readonly site: CallSite | undefined
  /** What it can be cancelled by: the job group of whoever asked for it. */
  readonly group?: string | undefined
}

/** A value that every task can have, fetched by its id wherever tasks run and kept there. */
export interface SharedValue {
  readonly id: number
  get(): unknown
  /** Drops the copies that tasks have; they fetch the value again. */
  unpersist(): void
  /** Gives the value up, for good. */
  destroy(): void
}

/** The seam between what to compute and how. */
export interface Engine {
  /** One result per partition, in the order of `partitions`. Rejects with the first task's error. */
  run(job: Job): Promise<unknown[]>
  /** Ends the jobs under way, of one group or all: they reject with TAP515 at the next slice, and count nothing. */
  cancel(group: string | undefined): void
  broadcast(value: unknown): SharedValue
  /** Keeps the partitions of a node once computed, where and as long as its level says. */
  persist(node: RddNode, level: StorageLevel): void
  /** Undefined when nothing is to be kept of the node. */
  levelOf(node: RddNode): StorageLevel | undefined
  /** Makes the columns of a node over a key space, if they are not there. */
  materialise(node: RddNode, batchTime: Millis | undefined): Promise<void>
  /** The columns that a node over a key space has, by keys; undefined when it has none. */
  saved(node: RddNode): readonly SavedColumns[] | undefined
  /** What made the columns of one node those of a later one over the same key space; undefined when they are gone. */
  changes(before: RddNode, after: RddNode): readonly SavedChange[] | undefined
  /** Gives a `restored` node its columns, one entry per partition. */
  restore(node: RddNode, space: KeySpace, partitions: readonly SavedColumns[]): void
  /** Drops what is kept for a node; its lineage can compute it again. */
  forget(node: RddNode): void
  stop(): Promise<void>
}

/** What an RDD knows of its context. */
export interface Context {
  readonly engine: Engine
  readonly events: EventBus
  readonly defaultParallelism: number
  /** Set by the user, or undefined: RDD shuffles then keep their parent's partition count. */
  readonly configuredParallelism: number | undefined
  /** The batch whose output or generation is running, if any. */
  readonly batchTime: Millis | undefined
  /** Of the present asynchronous context: what its jobs can be cancelled by. */
  readonly jobGroup: string | undefined
  /** Counts the jobs that were run, so that a foreachRDD without an action can be told of. */
  jobStarted(): void
}
