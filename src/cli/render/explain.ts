import chalk, { type ChalkInstance } from 'chalk'

import { catalogue, type CatalogueEntry } from '../../core/errors/index.ts'
import type { ErrorKind } from '../../core/errors/tap-error.ts'
import { nearest } from '../../core/nearest.ts'
import { exitStatus, renderError } from './error.ts'

export interface Explanation {
  readonly known: boolean
  readonly text: string
}

const WHOSE: Readonly<Record<ErrorKind, string>> = {
  program: 'the program or the command line is wrong',
  job: 'the job failed while it ran',
  environment: 'something around the job is missing',
}

const WIDTH = 88

/** Breaks a paragraph into lines. */
const wrap = (paragraph: string): string => {
  const lines = ['']
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1)!
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}

const whole = (entry: CatalogueEntry, color: ChalkInstance): string => {
  const example = entry.example()
  const shown = renderError(example, { verbose: false, color, frames: 'none' })
  return [
    `${color.bold(entry.code)}  ${entry.title}`,
    '',
    wrap(entry.more),
    '',
    `When it ends the program, the exit code is ${exitStatus(example)}: ${WHOSE[entry.kind]}.`,
    '',
    'For example:',
    '',
    shown.replaceAll(/^(?=.)/gm, '  '),
  ].join('\n')
}

const list = (): string => catalogue.map(({ code, title }) => `${code}  ${title}`).join('\n')

/** What a person typed, as a code: `402`, `tap402` and `TAP402` are one. */
const normal = (typed: string): string =>
  `TAP${typed
    .trim()
    .toUpperCase()
    .replace(/^TAP[-_ ]?/, '')}`

/** The text of `tap explain`: one code with its example, or the list of all codes. */
export const explain = (typed: string | undefined, color: ChalkInstance = chalk): Explanation => {
  if (typed === undefined) return { known: true, text: list() }
  const code = normal(typed)
  const entry = catalogue.find((candidate) => candidate.code === code)
  if (entry !== undefined) return { known: true, text: whole(entry, color) }
  const near = nearest(
    code,
    catalogue.map((candidate) => candidate.code),
    1,
  )
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  return { known: false, text: `There is no error ${code}.${hint} All codes: tap explain` }
}
