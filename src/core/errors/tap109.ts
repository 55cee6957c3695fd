import { defineError, type CallSite } from './tap-error.ts'

export const TAP109 = defineError<{
  /** Which argument of what: `the first argument of map`, `the number of take`. */
  what: string
  /** With its article: `a function`. */
  expected: string
  got: string
  site: CallSite | undefined
}>({
  code: 'TAP109',
  kind: 'program',
  title: 'an argument of the wrong kind',
  more: 'Arguments are checked where they are given, not batches later where they would be used. TypeScript shows most of these mistakes in the editor already.',
  text: ({ what, expected, got, site }) => ({
    what: `${what}: expected ${expected}, got ${got}.`,
    at: [['at', site]],
    fix: `give it ${expected}`,
  }),
  example: {
    what: 'the first argument of map',
    expected: 'a function',
    got: 'the string "upper"',
    site: { file: 'app.ts', line: 11, column: 21 },
  },
})
