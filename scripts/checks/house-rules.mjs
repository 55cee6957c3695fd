import { lineAt, withoutStrings } from './sources.mjs'

const LONGEST_FILE = 400

const isFacade = (file) => file.path.includes('/api/')
const isUnder =
  (...places) =>
  (file) =>
    places.some((place) => file.path.startsWith(place))
const isTest = (file) => file.isTest

/** Words that only some places may use; looked for outside comments and strings. */
const WORDS = [
  {
    word: /\bDate\.now\b|\bperformance\.now\b|\bnew Date\(\)|\b(?:setTimeout|setInterval|setImmediate)\s*\(|\bnode:timers\b/g,
    rule: 'time comes from src/core/clock.ts',
    allowed: [isUnder('src/core/clock.ts', 'src/cli/'), isTest],
  },
  {
    word: /\bcompileFunction\b|\bnew Function\b/g,
    rule: 'code text is made under src/exec/compile only',
    allowed: [isUnder('src/exec/compile/'), isTest],
  },
  { word: /\bexport\s+default\b/g, rule: 'exports have names', allowed: [] },
]

/** Looked for in the whole text. */
const TEXTS = [
  {
    word: /['"](?:node:)?worker_threads['"]/g,
    rule: 'threads belong to src/exec/runners/threads',
    allowed: [isUnder('src/exec/runners/threads')],
  },
  {
    word: /\b(?:TODO|FIXME|XXX)\b/g,
    rule: 'unfinished work is an issue, not a comment',
    allowed: [],
  },
]

export const breachesOf = (file) => [
  ...found(file, withoutStrings(file.code), WORDS),
  ...found(file, file.text, TEXTS),
  ...tooLong(file),
]

const found = (file, text, rules) =>
  rules
    .filter(({ allowed }) => !allowed.some((isAllowed) => isAllowed(file)))
    .flatMap(({ word, rule }) =>
      [...text.matchAll(word)].map(({ 0: match, index }) => ({
        path: file.path,
        line: lineAt(text, index),
        rule: `${match.trim()}: ${rule}`,
      })),
    )

const MANUAL = /^ *\/\*\*\n(?: *\*(?!\/).*\n)*? *\* @example\n(?: *\*(?!\/).*\n)* *\*\/\n/gm

/** A comment with an example does not count: it is a page of the manual, and a class that jobs use has many. */
const tooLong = (file) => {
  const lines = file.text.replaceAll(MANUAL, '').trimEnd().split('\n').length
  if (lines <= LONGEST_FILE || isFacade(file)) return []
  return [
    {
      path: file.path,
      line: LONGEST_FILE + 1,
      rule: `${lines} lines; a file has at most ${LONGEST_FILE}`,
    },
  ]
}
