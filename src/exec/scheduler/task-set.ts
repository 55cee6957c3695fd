import type { EventBus } from '../../core/events.ts'
import type { TapError } from '../../core/errors/tap-error.ts'
import { TAP507 } from '../../core/errors/tap507.ts'
import type { Watch } from '../runners/inline/loop.ts'
import { SliceInterrupted } from './slice.ts'
import type { Task, TaskResult, TaskRunner } from './task.ts'

export interface TaskSetOptions {
  readonly runner: TaskRunner
  readonly events: EventBus
  /** Attempts per task (`spark.task.maxFailures`; 1 in local mode unless `local[N,M]` says otherwise). */
  readonly maxFailures: number
  readonly watch: Watch
  /** Told when a signal broke into a slice: the attempt is made again, or its function is the endless loop given. */
  readonly interrupted: (hung: TapError | undefined) => void
}

const hung = (watch: Watch, interrupted: TaskSetOptions['interrupted']): TapError => {
  const at = watch.operators[Math.max(watch.at[0]!, 0)]
  const error = TAP507({ operator: at?.name ?? 'a function', site: at?.site })
  interrupted(error)
  return error
}

/**
 * Runs a task until an attempt succeeds. An attempt that a signal broke into is dropped and does not count; one whose
 * function did not come back for a second is the user's endless loop (TAP507).
 */
export const attempt = async (
  { runner, events, maxFailures, watch, interrupted }: TaskSetOptions,
  make: (attempt: number) => Task,
): Promise<TaskResult> => {
  for (let failures = 0, n = 0; ; n++) {
    try {
      const result = await runner.run(make(n))
      if (result.counts.length > 0) events.post({ type: 'OperatorCounts', counts: result.counts })
      return result
    } catch (error) {
      if (error instanceof SliceInterrupted) {
        if (!error.young) throw hung(watch, interrupted)
        interrupted(undefined)
        continue
      }
      if (++failures >= maxFailures) throw error
      events.post({ type: 'TaskFailed', operator: make(n).kind, message: String(error) })
    }
  }
}
