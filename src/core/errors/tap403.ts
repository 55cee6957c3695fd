import { defineError, type CallSite } from './tap-error.ts'

/** Calls on real values, as code: `reduce(5, 3) = 8`. */
interface Fields {
  readonly law: 'associative' | 'inverse'
  readonly operator: string
  readonly site: CallSite | undefined
  /** One after the other: what was called, what came of it, what should have. */
  readonly calls: readonly string[]
  /** How many values were looked at, and in which batch. */
  readonly checked: number
  readonly batchTime: string | undefined
  /** The inverse that would have been right on all values, where one is known. */
  readonly right?: string
}

const WHAT = {
  associative: (operator: string) =>
    `The function given to ${operator} is not associative: the result depends on where the data are cut.`,
  inverse: (operator: string) => `The function given to ${operator} is not undone by its inverse.`,
} as const

const CAUSE = {
  associative:
    'Each partition and batch is reduced by itself, and then what came of them; so reduce(reduce(a, b), c) has to be reduce(a, reduce(b, c)).',
  inverse: 'What leaves a window is taken out of it: inverse(reduce(a, b), b) has to be a.',
} as const

const FIX = {
  associative:
    'carry what can be put together. A mean, for example, is a sum and a count:   .mapValues(v => [v, 1]).reduceByKey((a, b) => [a[0] + b[0], a[1] + b[1]])',
  inverse:
    'correct it; or leave it out, and each window is made from its batches:   .reduceByKeyAndWindow((a, b) => a + b, 30, 10)',
} as const

const fixOf = ({ law, right }: Fields): string =>
  right === undefined ? FIX[law] : `the inverse should be   ${right}`

const checkedOn = ({ checked, batchTime }: Fields): string =>
  `Checked on ${checked} real values${batchTime === undefined ? '' : ` of batch ${batchTime}`}.`

export const TAP403 = defineError<Fields>({
  code: 'TAP403',
  kind: 'program',
  title: 'a reduce that breaks its law',
  more: 'Functions that put two values together are called on parts of the data, in any grouping, and an inverse takes the oldest values out of a window again. Both are tried on up to 64 real values of the first batches: always by runStreamTest, where this is an error, and by tap run with --check-laws, where it is a notice and the job goes on. Numbers may differ by one part in a billion.',
  text: (fields) => ({
    what: WHAT[fields.law](fields.operator),
    at: [['at', fields.site]],
    seen: [fields.calls.join('     '), checkedOn(fields)],
    cause: CAUSE[fields.law],
    fix: fixOf(fields),
  }),
  example: {
    law: 'inverse',
    operator: 'reduceByKeyAndWindow',
    site: { file: 'window.ts', line: 12, column: 30 },
    calls: ['reduce(5, 3) = 8', 'inverse(8, 3) = 11', 'expected 5'],
    checked: 20,
    batchTime: '2013-01-01 10:02:30',
    right: '(a, b) => a - b',
  },
})

export type BrokenLaw = Fields

/** The same as the text of a notice: the job goes on. */
export const text = (fields: Fields): string => {
  const { what, seen = [], cause, fix } = TAP403.text(fields)
  return [`TAP403  ${what}`, ...seen, `Cause: ${cause}`, `Fix: ${fix}`].join('\n  ')
}
