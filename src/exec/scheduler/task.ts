import type { Millis } from '../../core/duration.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { OperatorCount } from '../../core/events.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { KeyedColumns, KeySpacePartition } from '../../columns/key-space.ts'
import type { NarrowNode } from '../../rdd/plan/nodes.ts'
import type { Goal } from '../plan/pipeline.ts'
import type { KeyedBlock } from '../shuffle/map-output.ts'
import type { Feed } from './feed.ts'
import type { Entering } from './slice.ts'

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
  /** Opens the immutable input anew for every attempt. */
  readonly open: () => Feed | Promise<Feed>
}

/** Aggregation of columns over a key space. */
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
      readonly fn: TaskFunction<AnyFunction>
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
    }

/**
 * A task is a function: of its stage, partition, attempt and immutable input. It changes nothing; the driver applies
 * what it returns once, when it has succeeded, so an attempt can always be dropped.
 */
export type Task = PipelineTask | ColumnsTask

export interface TaskResult {
  readonly value: unknown
  readonly counts: readonly OperatorCount[]
}

/** The seam inside the local engine: runs tasks, one result each. */
export interface TaskRunner {
  readonly name: string
  /** Rejects with the user's error as blamed, or with SliceInterrupted when the attempt was dropped. */
  run(task: Task, entering?: Entering): Promise<TaskResult>
  stop(): Promise<void>
}
