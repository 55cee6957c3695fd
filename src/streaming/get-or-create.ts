import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import { callSite } from '../closure/call-site.ts'
import { submitted } from '../context/submitted.ts'
import { recover } from './checkpoint/recovered.ts'
import { activeContext } from './active.ts'
import type { StreamingContext } from './streaming-context.ts'

type Create = () => StreamingContext | Promise<StreamingContext>

const kindOf = (value: unknown): string => (value === null ? 'null' : typeof value)

const checkCreate = (method: string, create: unknown, site: CallSite | undefined): void => {
  if (typeof create === 'function') return
  const expected = 'a function that makes a StreamingContext'
  throw TAP109({ what: `The second argument of ${method}`, expected, got: kindOf(create), site })
}

const checkDirectory = (directory: unknown, site: CallSite | undefined): void => {
  if (directory === null || typeof directory === 'string') return
  const expected = 'a path or null'
  const what = 'The first argument of getActiveOrCreate'
  throw TAP109({ what, expected, got: kindOf(directory), site })
}

const checked = (made: unknown, method: string, site: CallSite | undefined): StreamingContext => {
  if (typeof (made as Partial<StreamingContext> | undefined)?.awaitTermination === 'function') {
    return made as StreamingContext
  }
  const what = `The function of ${method}`
  throw TAP109({ what, expected: 'a StreamingContext as its result', got: kindOf(made), site })
}

/**
 * What `create` makes, not started: with the checkpoint directory set, and going on from the checkpoint that lies there,
 * if one does. Functions come from the program, states, windows and batches under way from the disk.
 * @throws TAP109 when `create` is no function, or gives no context · TAP603 when the checkpoint is damaged; the start
 * throws TAP602 when its operators are not those of the checkpoint
 * @example
 * const create = () => {
 *   const next = new StreamingContext(sc, 1)
 *   next.queueStream([['a'], ['b']]).pprint()
 *   return next
 * }
 * const restarted = await StreamingContext.getOrCreate('checkpoint', create)
 */
export const getOrCreate = async (directory: string, create: Create): Promise<StreamingContext> => {
  const site = callSite()
  checkCreate('getOrCreate', create, site)
  // Where the command line says what to go on from, that is known already.
  const from = submitted().checkpoint === undefined ? await recover(directory) : undefined
  const made = checked(await create(), 'getOrCreate', site)
  if (made.getState() !== 'INITIALIZED') {
    const what = 'The function of getOrCreate'
    const expected = 'a context that has not been started'
    throw TAP109({ what, expected, got: 'one that has', site })
  }
  if (made.checkpoints.path === undefined) made.checkpoint(directory)
  if (from !== undefined) made.checkpoints.goOnFrom(from, false)
  return made
}

/**
 * The active context of the process, or else what `create` makes, not started. With a checkpoint directory in place of
 * null it goes on from there, as `getOrCreate` does.
 * @throws TAP109 when `create` is no function, or gives no context
 * @example
 * const ssc = await StreamingContext.getActiveOrCreate(null, () => new StreamingContext(sc, 1))
 */
export const getActiveOrCreate = async (
  directory: string | null,
  create: Create,
): Promise<StreamingContext> => {
  const site = callSite()
  checkDirectory(directory, site)
  checkCreate('getActiveOrCreate', create, site)
  const active = activeContext()
  if (active !== undefined) return active
  if (directory !== null) return getOrCreate(directory, create)
  return checked(await create(), 'getActiveOrCreate', site)
}
