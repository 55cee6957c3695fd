import type { EventBus } from '../../core/events.ts'
import { errorText } from '../../core/errors/error-text.ts'
import type { BrokenLaw } from '../../core/errors/tap403.ts'
import type { TapError } from '../../core/errors/tap-error.ts'
import { TAP507 } from '../../core/errors/tap507.ts'
import type { Watch } from '../runners/inline/loop.ts'
import { type Cancellation, isCancelled } from './cancellation.ts'
import { SliceInterrupted, type Slices } from './slice.ts'
import type { Task, TaskResult, TaskRunner } from './task.ts'

export interface TaskSetOptions {
  readonly runner: TaskRunner
  readonly slices: Slices
  /** Functions of which one call did not come back as a brisk one. */
  readonly slow: Set<string>
  readonly events: EventBus
  /** Attempts per task (`spark.task.maxFailures`; 1 in local mode unless `local[N,M]` says otherwise). */
  readonly maxFailures: number
  readonly watch: Watch
  /** Told when a signal broke into a slice: the attempt is made again, or its function is the endless loop given. */
  readonly interrupted: (hung: TapError | undefined) => void
  /** Told of a law that does not hold; may throw what the job is to fail with. */
  readonly broken: (law: BrokenLaw) => void
}

const hung = (watch: Watch, interrupted: TaskSetOptions['interrupted']): TapError => {
  const at = watch.at[0]! < 0 ? watch.maker : watch.operators[watch.at[0]!]
  const error = TAP507({ operator: at?.name ?? 'a function', site: at?.site })
  interrupted(error)
  return error
}

/** Tasks of the same functions are slow together. */
const nameOf = (task: Task): string =>
  task.kind === 'columns'
    ? task.identity
    : [...task.ops.map(({ fn }) => fn.id), task.goal.kind].join(' ')

/** What the driver learns from a task that has succeeded; each accumulator takes in what was gathered for it, once. */
const applied = (result: TaskResult, events: EventBus): TaskResult => {
  if (result.counts.length > 0) events.post({ type: 'OperatorCounts', counts: result.counts })
  const { invalid } = result.found
  if (invalid > 0) events.post({ type: 'InvalidText', characters: invalid })
  for (const { to, partial } of result.updates) to.apply(partial)
  return result
}

/**
 * Runs a task until an attempt succeeds. An attempt that was broken off is dropped, and does not count as a failure:
 * a slow one is made again with patience, and so are later tasks of its functions; one into which a signal fell is
 * just made again. A function that did not come back for a second when the signal came is an endless loop (TAP507).
 * What a dropped or failed attempt gathered for accumulators goes with it; a job that was cancelled gets no other one.
 */
export const attempt = async (
  { runner, slices, slow, events, maxFailures, watch, interrupted, broken }: TaskSetOptions,
  cancellation: Cancellation,
  make: (attempt: number) => Task,
): Promise<TaskResult> => {
  for (let failures = 0, n = 0; ; n++) {
    const task = make(n)
    let result: TaskResult
    try {
      const entering = slow.has(nameOf(task)) ? 'patient' : 'brisk'
      result = await runner.run(task, entering, cancellation)
    } catch (error) {
      if (error instanceof SliceInterrupted) {
        if (error.reason === 'hung') throw hung(watch, interrupted)
        if (error.reason === 'young') interrupted(undefined)
        else slow.add(nameOf(task))
        // A signal that came meanwhile gets its turn.
        await slices.turn()
        continue
      }
      if (isCancelled(error) || ++failures >= maxFailures) throw error
      events.post({ type: 'TaskFailed', operator: task.kind, message: errorText(error) })
      continue
    }
    if (cancellation.error !== undefined) throw cancellation.error
    if (result.found.broken !== undefined) broken(result.found.broken)
    return applied(result, events)
  }
}
