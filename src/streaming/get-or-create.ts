import type { CallSite } from '../core/errors/tap-error.ts'
import { TAP107 } from '../core/errors/tap107.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import { callSite } from '../closure/call-site.ts'
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

/** Not yet: recovery comes with fault tolerance. */
export const getOrCreate = async (
  _directory: string,
  create: Create,
): Promise<StreamingContext> => {
  checkCreate('getOrCreate', create, callSite())
  throw TAP107({
    what: 'StreamingContext.getOrCreate',
    instead: 'make the context:   new StreamingContext(sc, 1)',
  })
}

/**
 * The active context of the process, or else what `create` makes, not started. With a checkpoint directory in place of
 * null a context is not restored yet (TAP107).
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
  const made: unknown = await create()
  if (typeof (made as Partial<StreamingContext> | undefined)?.awaitTermination === 'function') {
    return made as StreamingContext
  }
  const what = 'The function of getActiveOrCreate'
  throw TAP109({ what, expected: 'a StreamingContext as its result', got: kindOf(made), site })
}
