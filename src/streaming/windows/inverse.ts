import type { CallSite } from '../../core/errors/tap-error.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { task } from '../../rdd/task.ts'

/** What may stand in the place of an inverse, before the window's length. */
export const isInverse = (argument: unknown): boolean =>
  typeof argument === 'function' || argument === null || argument === undefined

/** The inverse, if one was given. */
export const inverseTask = (
  given: unknown,
  operator: string,
  site: CallSite | undefined,
): TaskFunction<AnyFunction> | undefined =>
  typeof given === 'function'
    ? task(given as AnyFunction, `${operator} (inverse)`, site)
    : undefined
