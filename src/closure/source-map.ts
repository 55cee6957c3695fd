import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'

import type { CallSite } from '../core/errors/tap-error.ts'
import { framePath, userFile } from './call-site.ts'

// Everything here is for showing an error: nothing reads a map at start.

interface LoadedMap {
  readonly map: SourceMap
  readonly folder: string
}

const maps = new Map<string, LoadedMap | undefined>()
const sources = new Map<string, string>()

const originalPath = (source: string, folder: string): string =>
  source.startsWith('file://') ? framePath(source) : resolve(folder, source)

/** Frames of an original file show the text that was compiled: the file may have been edited since. */
export const rememberSource = (file: string, text: string): void => {
  sources.set(file, text)
}

const keepSources = (payload: SourceMapPayload, folder: string): void => {
  const texts: readonly (string | null)[] = payload.sourcesContent ?? []
  for (const [index, source] of payload.sources.entries()) {
    const text = texts[index]
    if (typeof text === 'string') rememberSource(originalPath(source, folder), text)
  }
}

const readMap = (file: string): LoadedMap | undefined => {
  try {
    const payload = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload
    const folder = resolve(dirname(file), payload.sourceRoot ?? '')
    keepSources(payload, folder)
    return { map: new SourceMap(payload), folder }
  } catch {
    return undefined
  }
}

const mapOf = (file: string): LoadedMap | undefined => {
  if (!maps.has(file)) maps.set(file, readMap(file))
  return maps.get(file)
}

/** The place in the file that the user wrote, or `site` itself where no map says otherwise. */
export const mapSite = (site: CallSite): CallSite => {
  const loaded = mapOf(site.file)
  if (loaded === undefined) return site
  const entry = loaded.map.findEntry(site.line - 1, site.column - 1)
  if (!('originalSource' in entry) || !entry.originalSource) return site
  return {
    file: originalPath(entry.originalSource, loaded.folder),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  }
}

/** One user frame of a stack trace. */
export interface StackFrame {
  /** The function's name as V8 gives it. */
  readonly name: string | undefined
  readonly site: CallSite
}

const NAMED = /^\s*at (?:async )?(.*?) \(((?:file:|node:|\/|[A-Za-z]:|\\).*):(\d+):(\d+)\)$/
const BARE = /^\s*at (?:async )?(.+):(\d+):(\d+)$/

const parseFrame = (line: string): StackFrame | undefined => {
  const named = NAMED.exec(line)
  const bare = named === null ? BARE.exec(line) : null
  const [file, row, column] = (named?.slice(2) ?? bare?.slice(1) ?? []) as (string | undefined)[]
  const user = userFile(file)
  if (user === undefined) return undefined
  return { name: named?.[1], site: { file: user, line: Number(row), column: Number(column) } }
}

// The compile step's own files (`bundle/generated.ts`) begin so.
const isGenerated = (frame: StackFrame): boolean => /[/\\]~tapstream[^/\\]*$/.test(frame.site.file)

/** The user's frames of an error's stack, innermost first, at their original places; tapstream's and Node's are left out. */
export const mapStack = (error: unknown): readonly StackFrame[] => {
  const stack = error instanceof Error ? error.stack : (error as { stack?: unknown } | null)?.stack
  if (typeof stack !== 'string') return []
  return stack
    .split('\n')
    .map(parseFrame)
    .filter((frame) => frame !== undefined)
    .filter((frame) => !isGenerated(frame))
    .map((frame) => ({ name: frame.name, site: mapSite(frame.site) }))
}

const sourceOf = (file: string): string | undefined => {
  try {
    return sources.get(file) ?? readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const WIDEST = 160

const caret = (text: string, column: number): string =>
  `${text.slice(0, column - 1).replaceAll(/[^\t]/g, ' ')}^`

/** How many lines of context a frame shows. */
export interface FrameSize {
  readonly before?: number
  readonly after?: number
}

/** The lines of `text` around a place, numbered, with a caret under it; nothing if the text has no such line. */
export const frameIn = (
  text: string,
  { line, column }: Omit<CallSite, 'file'>,
  { before = 1, after = 0 }: FrameSize = {},
): string | undefined => {
  const lines = text.split(/\r?\n/)
  if (line > lines.length) return undefined
  const last = Math.min(lines.length, line + after)
  const width = String(last).length
  const frame: string[] = []
  for (let at = Math.max(1, line - before); at <= last; at++) {
    const shown = lines[at - 1]!.slice(0, WIDEST)
    frame.push(`${at === line ? '>' : ' '} ${String(at).padStart(width)} | ${shown}`.trimEnd())
    if (at !== line || column > WIDEST) continue
    frame.push(`  ${' '.repeat(width)} | ${caret(shown, column)}`)
  }
  return frame.join('\n')
}

/** The lines around a place in the original file, as it was when it was compiled. */
export const codeFrame = (site: CallSite, size?: FrameSize): string | undefined => {
  const original = mapSite(site)
  const text = sourceOf(original.file)
  return text === undefined ? undefined : frameIn(text, original, size)
}

const workingDirectory = (): string | undefined => {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}

/** A path as people want to read it: relative when it lies below `folder`. */
export const displayPath = (file: string, folder = workingDirectory()): string => {
  if (folder === undefined || !isAbsolute(file)) return file
  const path = relative(folder, file)
  const outside = path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
  return outside ? file : path
}
