import { dirname, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { CallSite } from '../core/errors/tap-error.ts'

/** Enough for a call through a façade and its operators; only a call from deeper is asked again with `DEEP`. */
const SHALLOW = 10
const DEEP = 200

/** Runs `read` over the structured frames above `below`, and leaves Error as it was. */
const readStack = <T>(
  below: Function,
  limit: number,
  read: (frames: readonly NodeJS.CallSite[]) => T,
): T => {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.prepareStackTrace = (_, frames): T => read(frames)
  Error.stackTraceLimit = limit
  try {
    const holder: { stack?: unknown } = {}
    Error.captureStackTrace(holder, below)
    return holder.stack as T
  } finally {
    Error.prepareStackTrace = prepareStackTrace!
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** Frames name ES modules by URL and everything else by path; a broken URL stays as it is. */
export const framePath = (name: string): string => {
  if (!name.startsWith('file://')) return name
  try {
    return fileURLToPath(name)
  } catch {
    return name
  }
}

// A CommonJS bundle has no import.meta.url and an ES module no __filename: the running frame knows in both.
const runningFile = (): string =>
  framePath(readStack(runningFile, 1, (frames) => fileOf(frames[0])) ?? '')

const fileOf = (frame: NodeJS.CallSite | undefined): string | undefined =>
  frame?.getFileName() ?? undefined

/** The folder that holds the engine: `src` when run from sources, `dist` (whatever chunk this is in) when built. */
const homeOf = (file: string): string => {
  const folder = dirname(file)
  if (folder.endsWith(`${sep}closure`)) return dirname(folder)
  const dist = folder.split(sep).lastIndexOf('dist')
  return dist === -1
    ? folder
    : folder
        .split(sep)
        .slice(0, dist + 1)
        .join(sep)
}

// Called at module level, so that the frame above is this module's own.
const HOME = homeOf(runningFile())
const STARTER = `${dirname(HOME)}${sep}bin${sep}`
const TEST = /\.test(-d)?\.[cm]?ts$/

/** True for files of tapstream itself; its tests and the bundled jobs are user code. */
export const isOwnFile = (path: string): boolean =>
  (path.startsWith(HOME + sep) && !TEST.test(path)) || path.startsWith(STARTER)

const INTERNAL = /^(node:|internal\/|tap-stage-|<anonymous>$)/

/** Asked once per file name: a file is user code for as long as the process lives. */
const known = new Map<string, string | undefined>()

/** The path of a frame's file when it is user code, nothing when it is Node's or tapstream's. */
export const userFile = (name: string | null | undefined): string | undefined => {
  if (name === null || name === undefined || name === '') return undefined
  if (known.has(name)) return known.get(name)
  const path = framePath(name)
  const user = INTERNAL.test(path) || isOwnFile(path) ? undefined : path
  known.set(name, user)
  return user
}

const firstUserFrame = (frames: readonly NodeJS.CallSite[]): CallSite | undefined => {
  for (const frame of frames) {
    const file = userFile(frame.getFileName())
    if (file === undefined) continue
    return { file, line: frame.getLineNumber() ?? 1, column: frame.getColumnNumber() ?? 1 }
  }
  return undefined
}

/**
 * Where user code called tapstream: the first stack frame that is not tapstream's own, as a raw position (of the
 * compiled file; `mapSite` finds the original). Costs a few microseconds, so every operator can afford it.
 */
export const callSite = (): CallSite | undefined =>
  readStack(callSite, SHALLOW, firstUserFrame) ?? readStack(callSite, DEEP, firstUserFrame)
