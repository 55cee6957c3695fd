import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import { TAP503 } from '../core/errors/tap503.ts'
import { callSite } from '../closure/call-site.ts'
import { type TaskFunction, taskFunction } from '../closure/task-function.ts'
import type { AnyFunction } from './plan/nodes.ts'

const AsyncFunction = (async () => undefined).constructor

/** Wraps what the user gave to an operator; TAP109 for what is no function, TAP503 for an async one. */
export const task = <F extends AnyFunction>(
  fn: F,
  operator: string,
  site: CallSite | undefined = callSite(),
): TaskFunction<F> => {
  if (typeof fn !== 'function') {
    throw TAP109({
      what: `The function of ${operator}`,
      expected: 'a function',
      got: fn === null ? 'null' : typeof fn,
      site,
    })
  }
  if (fn instanceof AsyncFunction) throw TAP503({ operator, site })
  return taskFunction(fn, operator, site)
}

/** As `task`, for functions that may be async (foreachPartition). */
export const taskOrAsync = <F extends AnyFunction>(
  fn: F,
  operator: string,
  site: CallSite | undefined = callSite(),
): TaskFunction<F> =>
  fn instanceof AsyncFunction ? taskFunction(fn, operator, site) : task(fn, operator, site)

/** A function of the engine itself: its id is its name. */
export const own = <F extends AnyFunction>(
  fn: F,
  name: string,
  site: CallSite | undefined,
): TaskFunction<F> => Object.freeze({ fn, id: `#${name}`, site })

/** More partitions than this are a slip, and would fill the memory. */
const MOST = 1_000_000

/** A positive whole number of partitions, or undefined; TAP109 otherwise. */
export const partitionCount = (
  given: unknown,
  operator: string,
  site: () => CallSite | undefined,
): number | undefined => {
  if (given === undefined || given === null) return undefined
  if (typeof given === 'number' && Number.isInteger(given) && given > 0 && given <= MOST) {
    return given
  }
  throw TAP109({
    what: `The number of partitions of ${operator}`,
    expected: `a positive whole number, at most ${MOST}`,
    got: typeof given === 'number' ? String(given) : typeof given,
    site: site(),
  })
}
