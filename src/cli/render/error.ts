import { inspect } from 'node:util'

import type { ChalkInstance } from 'chalk'

import { codeFrame, displayPath, mapSite, mapStack } from '../../closure/source-map.ts'
import {
  isTapError,
  type CallSite,
  type ErrorKind,
  type ErrorText,
  type TapError,
} from '../../core/errors/tap-error.ts'

export interface RenderOptions {
  /** Shows stacks as they are, engine and Node included. */
  readonly verbose: boolean
  /** Colours for the stream that the text goes to. */
  readonly color: ChalkInstance
  /** Leaves the code frames away, for errors whose files are not there. */
  readonly frames?: 'none'
}

const MOST_ERRORS = 3
const DEEPEST_CAUSE = 5

const STATUS: Readonly<Record<ErrorKind, number>> = { program: 2, job: 1, environment: 3 }

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** An AggregateError's own message is often empty: what it holds is what happened. */
const innerErrors = (error: unknown): readonly unknown[] => {
  const held = isObject(error) && 'errors' in error && !isTapError(error) ? error.errors : undefined
  return error instanceof Error && Array.isArray(held) ? held.flatMap(unwrap) : []
}

const unwrap = (error: unknown): readonly unknown[] => {
  const inner = innerErrors(error)
  return inner.length === 0 ? [error] : inner
}

/** What the process ends with: the one table of exit codes. Anything that is not a TapError is a failure of the job. */
export const exitStatus = (error: unknown): number => {
  const [first] = unwrap(error)
  return isTapError(first) ? STATUS[first.kind] : 1
}

const indent = (text: string, by: string): string => text.replaceAll(/^(?=.)/gm, by)

/** The lines after the first stand under it. */
const hang = (text: string): string => text.replaceAll('\n', '\n    ')

const position = (site: CallSite): string => {
  const { file, line, column } = mapSite(site)
  return `${displayPath(file)}:${line}:${column}`
}

const place = (
  label: string,
  site: CallSite,
  { color, framed }: { readonly color: ChalkInstance; readonly framed: boolean },
): string => {
  const words = /(^| )at$/.test(label) ? label : `${label} at`
  const frame = framed ? codeFrame(site) : undefined
  const head = `  ${words} ${color.cyan(position(site))}`
  return frame === undefined ? head : `${head}\n${color.dim(indent(frame, '    '))}`
}

/** A syntax error brings the frame of the compile step along; it is not shown twice. */
const hasFrame = ({ seen = [] }: ErrorText): boolean =>
  seen.some((line) => /^>\s*\d+ \|/.test(line))

const stackOf = (error: unknown): string | undefined =>
  isObject(error) && 'stack' in error && typeof error.stack === 'string' ? error.stack : undefined

const causeOf = (error: unknown): unknown =>
  isObject(error) && 'cause' in error ? error.cause : undefined

const stacks = (error: unknown): string[] => {
  const found: string[] = []
  let at: unknown = error
  for (let depth = 0; depth < DEEPEST_CAUSE && at !== undefined; depth++) {
    const stack = stackOf(at)
    if (stack !== undefined) found.push(stack)
    at = causeOf(at)
  }
  return found
}

const tapLines = ({ code, text }: TapError, { color, frames }: RenderOptions): string[] => {
  const framed = frames === undefined && !hasFrame(text)
  const lines = [`${color.red.bold(code)}  ${hang(text.what)}`]
  for (const [label, site] of text.at ?? []) {
    if (site !== undefined) lines.push(place(label, site, { color, framed }))
  }
  for (const seen of text.seen ?? []) lines.push(indent(seen, '  '))
  if (text.cause !== undefined) lines.push(`  ${color.bold('Cause:')} ${hang(text.cause)}`)
  if (text.fix !== undefined) lines.push(`  ${color.bold('Fix:')} ${color.green(hang(text.fix))}`)
  return lines
}

const nameOf = (error: Error): string =>
  error.name === 'Error' && error.constructor.name !== '' ? error.constructor.name : error.name

const headline = (error: unknown): string => {
  if (!(error instanceof Error)) return `Thrown, and not an Error: ${inspect(error)}`
  return error.message === '' ? nameOf(error) : `${nameOf(error)}: ${error.message}`
}

const causeLines = (error: unknown, color: ChalkInstance): string[] => {
  const lines: string[] = []
  let at = causeOf(error)
  for (let depth = 0; depth < DEEPEST_CAUSE && at !== undefined; depth++) {
    for (const one of unwrap(at)) lines.push(`  ${color.bold('Cause:')} ${hang(headline(one))}`)
    at = causeOf(at)
  }
  return lines
}

/** What the user's code threw: the first frame that is the user's, where there is one. */
const foreignLines = (error: unknown, { verbose, color }: RenderOptions): string[] => {
  const [frame] = mapStack(error)
  const where = frame === undefined ? [] : [place('at', frame.site, { color, framed: true })]
  const lost = frame === undefined && !verbose && stackOf(error) !== undefined
  return [
    color.red.bold(hang(headline(error))),
    ...where,
    ...causeLines(error, color),
    ...(lost ? [`  Thrown outside the job's own files; --verbose shows the stack.`] : []),
  ]
}

const one = (error: unknown, options: RenderOptions): string => {
  const lines = isTapError(error) ? tapLines(error, options) : foreignLines(error, options)
  if (options.verbose) {
    lines.push(...stacks(error).map((stack) => options.color.dim(indent(stack, '    '))))
  }
  return lines.join('\n')
}

/**
 * The text for the person at the terminal, without a line break at its end: what happened, where in the job, what was
 * seen, why, and what to do. Stacks only when verbose. Never throws, whatever was thrown.
 * @example
 * renderError(TAP105({ operator: 'updateStateByKey', site }), { verbose: false, color: chalkStderr })
 */
export const renderError = (error: unknown, options: RenderOptions): string => {
  try {
    const texts = [...new Set(unwrap(error).map((inner) => one(inner, options)))]
    const more = texts.length - MOST_ERRORS
    return [...texts.slice(0, MOST_ERRORS), ...(more > 0 ? [`and ${more} more errors`] : [])].join(
      '\n',
    )
  } catch {
    return 'Something was thrown that cannot be shown as text.'
  }
}
