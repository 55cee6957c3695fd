import type { CallSite } from '../core/errors/tap-error.ts'
import { copied } from '../core/copied.ts'
import { TAP509 } from '../core/errors/tap509.ts'
import type { TaskFunction } from '../closure/task-function.ts'
import type { Action } from './engine.ts'
import type { AnyFunction } from './plan/nodes.ts'
import type { RDD } from './rdd.ts'

/** Runs an action as a job: one result per partition, of all or of those given. */
export const run = (
  rdd: RDD<unknown>,
  action: Action,
  site: CallSite | undefined,
  partitions?: readonly number[],
): Promise<unknown[]> => {
  const { context, node } = rdd
  context.jobStarted()
  return context.engine.run({
    node,
    action,
    site,
    batchTime: context.batchTime,
    group: context.jobGroup,
    ...(partitions !== undefined && { partitions }),
  })
}

/** What `fn` makes of a new zero and the elements of each partition. */
export const runFolds = async <Z>(
  rdd: RDD<unknown>,
  name: string,
  zero: () => Z,
  fn: TaskFunction<AnyFunction>,
): Promise<Z[]> => {
  const parts = await run(rdd, { kind: 'reduce', name, fn, zero }, fn.site)
  return parts.map((part) => (part as { value: Z }).value)
}

/** `fn` of all elements. @throws TAP509 when there is none */
export const runReduce = async (
  rdd: RDD<unknown>,
  name: string,
  fn: TaskFunction<AnyFunction>,
): Promise<unknown> => {
  const parts = await run(rdd, { kind: 'reduce', name, fn }, fn.site)
  const values = (parts as ({ value: unknown } | undefined)[]).flatMap((part) =>
    part === undefined ? [] : [part.value],
  )
  if (values.length === 0) throw TAP509({ action: name, site: fn.site })
  // The first may be an element as it is, and functions may change their first argument.
  return values.slice(1).reduce((a, b) => fn.fn(a, b) as unknown, copied(values[0]))
}
