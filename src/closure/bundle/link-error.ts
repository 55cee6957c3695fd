import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP803 } from '../../core/errors/tap803.ts'
import { nearest } from '../../core/nearest.ts'
import { framePath } from '../call-site.ts'
import { displayPath, mapSite } from '../source-map.ts'
import { shimName, type ShimExports } from './generated.ts'
import type { CompiledJob } from './job-cache.ts'

const MISSING = [
  /^The requested module '(?<from>.*)' does not provide an export named '(?<name>.*)'$/,
  /^Named export '(?<name>.*)' not found\. The requested module '(?<from>.*)' is a CommonJS module/,
]

const missingExport = (error: unknown): { from: string; name: string } | undefined => {
  if (!(error instanceof SyntaxError)) return undefined
  for (const pattern of MISSING) {
    const { from, name } = pattern.exec(error.message)?.groups ?? {}
    if (from !== undefined && name !== undefined) return { from, name }
  }
  return undefined
}

// Node puts `file:line`, the line and a caret above such an error's message.
const placeOf = (error: SyntaxError): CallSite | undefined => {
  const [head = '', , marks = ''] = error.stack?.split('\n') ?? []
  const [, file, line] = /^(file:.*):(\d+)$/.exec(head) ?? []
  if (file === undefined) return undefined
  return mapSite({ file: framePath(file), line: Number(line), column: marks.indexOf('^') + 1 })
}

/** The names an output exports: esbuild lists them at its end. */
const exportsOf = (output: string): string[] => {
  const list = /export \{([^}]*)\};\s*$/.exec(readFileSync(output, 'utf8'))?.[1] ?? ''
  return list.split(',').map((item) => item.trim().split(' as ').at(-1)!)
}

const origin = (
  from: string,
  job: CompiledJob,
  shims: ShimExports,
): { readonly specifier: string; readonly names: readonly string[] } => {
  const file = basename(from)
  const engine = Object.entries(shims).find(([specifier]) => shimName(specifier) === file)
  if (engine !== undefined) return { specifier: engine[0], names: engine[1] }
  const local = job.modules.find(({ output }) => basename(output) === file)
  if (local === undefined) return { specifier: displayPath(framePath(from)), names: [] }
  return { specifier: displayPath(local.source), names: exportsOf(local.output) }
}

/** Node's complaint about a name that a module does not export, in terms of the files that the user wrote. */
export const toLinkError = (error: unknown, job: CompiledJob, shims: ShimExports): unknown => {
  const missing = missingExport(error)
  if (missing === undefined) return error
  const { specifier, names } = origin(missing.from, job, shims)
  const near = nearest(missing.name, names)
  const site = placeOf(error as SyntaxError)
  return TAP803(
    {
      specifier,
      missing: 'export',
      name: missing.name,
      ...(near !== undefined && { near }),
      ...(site !== undefined && { site }),
    },
    error,
  )
}
