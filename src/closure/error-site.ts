import type { CallSite } from '../core/errors/tap-error.ts'
import { userFile } from './call-site.ts'

const FRAME = /\(?((?:file:\/\/|\/|[A-Za-z]:[\\/]).+?):(\d+):(\d+)\)?$/

/** The first place of an error's stack that is in the user's code, as a raw position. */
export const errorSite = (error: unknown): CallSite | undefined => {
  if (!(error instanceof Error) || error.stack === undefined) return undefined
  for (const line of error.stack.split('\n')) {
    const match = /^\s+at /.test(line) ? FRAME.exec(line) : null
    const file = match === null ? undefined : userFile(match[1])
    if (file !== undefined) return { file, line: Number(match![2]), column: Number(match![3]) }
  }
  return undefined
}
