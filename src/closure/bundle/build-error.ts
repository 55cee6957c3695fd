import { dirname } from 'node:path'

import type { BuildFailure, Location, Message } from 'esbuild'

import { type CallSite, isTapError } from '../../core/errors/tap-error.ts'
import { TAP802 } from '../../core/errors/tap802.ts'
import { type ImportProblem, TAP803 } from '../../core/errors/tap803.ts'
import { displayPath, frameIn, rememberSource } from '../source-map.ts'
import { nearestFile } from './nearest-file.ts'

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors)

/** esbuild counts columns from 0 and in bytes. */
const siteOf = (location: Location | null, file: string): CallSite | undefined => {
  if (location === null) return undefined
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString()
  return { file, line: location.line, column: before.length + 1 }
}

const isRelative = (specifier: string): boolean => /^(\.{0,2}\/|\.{1,2}$|file:)/.test(specifier)

/** A note that tells how to silence a bundler is no help here. */
const causeOf = (message: Message): string | undefined =>
  message.notes.map((note) => note.text).find((text) => !text.startsWith('You can mark the path'))

const unresolved = (message: Message, importer: string): ImportProblem | undefined => {
  if (message.detail !== undefined && message.pluginName !== '') {
    return message.detail as ImportProblem
  }
  const specifier = /^Could not resolve "(.*)"$/.exec(message.text)?.[1]
  if (specifier === undefined) return undefined
  const folder = dirname(importer)
  const cause = causeOf(message)
  return {
    specifier,
    missing: isRelative(specifier) ? 'file' : 'package',
    folder,
    ...(isRelative(specifier) && nearestFile(specifier, folder)),
    ...(cause !== undefined && { cause }),
  }
}

/** esbuild's failure in the user's words: an import that leads nowhere, or a mistake of syntax. */
export const toTapError = (error: unknown, path: string, text: string): unknown => {
  if (isTapError(error) || !isBuildFailure(error)) return error
  const [first, ...rest] = error.errors
  if (first === undefined) return error
  rememberSource(path, text)
  const site = siteOf(first.location, path)
  const place = site === undefined ? {} : { site }
  const problem = unresolved(first, path)
  if (problem !== undefined) return TAP803({ ...problem, ...place }, error)
  const frame = site === undefined ? undefined : frameIn(text, site, { before: 2, after: 1 })
  return TAP802(
    {
      file: displayPath(path),
      problem: first.text,
      further: rest.length,
      ...place,
      ...(frame !== undefined && { frame }),
    },
    error,
  )
}
