import { defineError, type CallSite } from './tap-error.ts'

export const TAP410 = defineError<{
  /** With their kinds: `a string: "hello"`, `null`. */
  left: string
  right: string
  site: CallSite | undefined
}>({
  code: 'TAP410',
  kind: 'job',
  title: 'values that have no order',
  more: 'Sorting, max, min, top and takeOrdered compare numbers with numbers, strings with strings, dates with dates, and tuples element by element. null, objects, and values of different kinds have no order, as in Python.',
  text: ({ left, right, site }) => ({
    what: 'These values have no order, so they cannot be sorted or compared:',
    at: [['at', site]],
    seen: [left, right],
    fix: 'order by something that has one:   .sortBy((x) => String(x))',
  }),
  example: {
    left: 'a string: "hello"',
    right: 'null',
    site: { file: 'top.ts', line: 12, column: 30 },
  },
})
