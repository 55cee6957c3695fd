import { defineError, type CallSite } from './tap-error.ts'

export const TAP402 = defineError<{
  operator: string
  /** With its kind: `a string: "hello"`. */
  value: string
  site: CallSite | undefined
  /** The operator that made the value. */
  from: { operator: string; site: CallSite | undefined } | undefined
}>({
  code: 'TAP402',
  kind: 'job',
  title: 'not pairs',
  more: 'Operators with ByKey or Values in their name work on pairs: arrays of exactly two elements, the key and the value.',
  text: ({ operator, value, site, from }) => ({
    what: `${operator} needs [key, value] pairs, but got ${value}`,
    at: [
      ['at', site],
      ...(from === undefined
        ? []
        : [[`the value came from ${from.operator} at`, from.site] as const]),
    ],
    fix: 'add before it:   .map(w => [w, 1])',
  }),
  example: {
    operator: 'reduceByKey',
    value: 'a string: "hello"',
    site: { file: 'wc.ts', line: 15, column: 8 },
    from: { operator: 'flatMap', site: { file: 'wc.ts', line: 11, column: 8 } },
  },
})
