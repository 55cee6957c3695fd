import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { makeFolder, remove } from './folder.ts'
import {
  type Ended,
  type ProcessOptions,
  startProcess,
  type WatchedProcess,
} from './watched-process.ts'

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export const TAP = fileURLToPath(new URL('../../../bin/tap.js', import.meta.url))

/** Compiled code of one test file; nothing is left in the user's own cache. */
const cache = makeFolder()
afterAll(() => remove(cache))

/** Variables for a tap that a test starts in another way than by `startTap`. */
export const tapEnvironment = { TAP_CACHE_DIR: cache } as const

/** Starts the real command line, as a terminal would. */
export const startTap = (words: readonly string[], options: ProcessOptions): WatchedProcess =>
  startProcess(process.execPath, [TAP, ...words], {
    ...options,
    env: { ...tapEnvironment, ...options.env },
  })

/** Runs it to its end. */
export const tap = (words: readonly string[], options: ProcessOptions): Promise<Ended> =>
  startTap(words, options).ended

/** Time that moves by itself and starts at 0: the first batch is `1970-01-01 00:00:01`. */
export const MANUAL = ['--conf', 'spark.streaming.clock=manual'] as const
