import type { Millis } from '../../core/duration.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { BrokenLaw } from '../../core/errors/tap403.ts'
import type { OperatorCount } from '../../core/events.ts'
import type { Column } from '../../columns/column.ts'
import type { AnyFunction, InputPartition, PerPartition } from '../../rdd/plan/nodes.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { KeyedColumns, KeySpacePartition } from '../../columns/key-space.ts'
import type { GatherNode, MapStateNode, NarrowNode } from '../../rdd/plan/nodes.ts'
import type { Goal } from '../plan/pipeline.ts'
import type { KeyedBlock } from '../shuffle/map-output.ts'
import type { StateDelta, StateView } from '../storage/state-store.ts'
import type { Cancellation } from './cancellation.ts'
import type { Entering } from './slice.ts'
import type { Update } from './updates.ts'

interface TaskBase {
  readonly partition: number
  readonly attempt: number
  readonly batchTime: Millis | undefined
  readonly site: CallSite | undefined
}

/** A loop over the elements of a partition. */
export interface PipelineTask extends TaskBase {
  readonly kind: 'pipeline'
  readonly ops: readonly NarrowNode[]
  readonly goal: Goal
  readonly input: TaskInput
}

/** The immutable input of a pipeline, as data: what crosses a border is rows, columns, bytes, or the name of a file. */
export type TaskInput =
  | InputPartition
  | { readonly kind: 'pairs'; readonly keys: readonly unknown[]; readonly values: Column }
  /** What the function of mapPartitions makes of rows. */
  | {
      readonly kind: 'mapped'
      readonly node: NarrowNode
      readonly partition: number
      readonly rows: readonly unknown[]
      readonly surveyed?: unknown
    }
  /** Rows of several partitions, to be put together. */
  | {
      readonly kind: 'gathered'
      readonly node: GatherNode
      readonly rows: readonly (readonly unknown[])[]
    }

/**
 * Aggregation of columns over a key space, which is held where its partition runs: keys that are new get ids there.
 * Ids that nobody holds when the attempt is dropped are forgotten again.
 */
export interface ColumnsTask extends TaskBase {
  readonly kind: 'columns'
  readonly name: string
  readonly identity: string
  readonly space: KeySpacePartition
  readonly work: ColumnsWork
}

export type ColumnsWork =
  | {
      readonly kind: 'meet'
      readonly blocks: readonly KeyedBlock[]
      readonly fn: TaskFunction<AnyFunction> | undefined
    }
  | {
      readonly kind: 'merge'
      readonly panes: readonly KeyedColumns[]
      /** Undefined: values are lists. */
      readonly fn: TaskFunction<AnyFunction> | undefined
    }
  | {
      readonly kind: 'slide'
      readonly previous: KeyedColumns
      readonly leaving: readonly KeyedColumns[]
      readonly entering: readonly KeyedColumns[]
      readonly fn: TaskFunction<AnyFunction>
      readonly inverse: TaskFunction<AnyFunction>
    }
  | {
      readonly kind: 'state'
      readonly previous: KeyedColumns | undefined
      readonly values: KeyedColumns | undefined
      readonly update: TaskFunction<AnyFunction>
      readonly perPartition: PerPartition | undefined
    }
  | {
      readonly kind: 'mapState'
      readonly node: MapStateNode
      readonly before: StateView | undefined
      readonly initial: KeyedColumns | undefined
      readonly records: readonly (readonly [unknown, unknown])[]
    }

/** What the task of a mapState node gives. */
export interface MappedState {
  readonly delta: StateDelta
  readonly emitted: readonly unknown[]
}

/**
 * A task is a function: of its stage, partition, attempt and immutable input. It changes nothing; the driver applies
 * what it returns once, when it has succeeded, so an attempt can always be dropped.
 */
export type Task = PipelineTask | ColumnsTask

export interface TaskResult {
  readonly value: unknown
  readonly counts: readonly OperatorCount[]
  readonly found: Found
  /** What its functions added to accumulators. */
  readonly updates: readonly Update[]
}

/** What an attempt came across; the driver passes it on, once. */
export interface Found {
  /** Characters that were not UTF-8. */
  readonly invalid: number
  /** The file had changed since it was seen, and was left to a later batch. */
  readonly changed: boolean
  /** A law that a function of the user does not keep. */
  readonly broken?: BrokenLaw | undefined
}

/** The seam inside the local engine: runs tasks, one result each. */
export interface TaskRunner {
  readonly name: string
  /**
   * Rejects with the user's error as blamed, with SliceInterrupted when the attempt was dropped, or with the error of
   * `cancellation` once there is one. Then nothing of the attempt remains, its updates included.
   */
  run(task: Task, entering?: Entering, cancellation?: Cancellation): Promise<TaskResult>
  stop(): Promise<void>
}
