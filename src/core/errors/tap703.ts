import { defineError } from './tap-error.ts'

export const TAP703 = defineError<{
  name: string
  value: unknown
  /** `a length of time`, `true or false`. */
  expected: string
  /** A value that works. */
  sample: string
}>({
  code: 'TAP703',
  kind: 'program',
  title: 'a configuration value that does not fit',
  more: 'Values are text. Times are whole numbers with a unit: us, ms, s, m (or min), h, d; sizes with b, k, m, g, t or p (powers of 1024), or kb, mb and so on.',
  text: ({ name, value, expected, sample }) => ({
    what: `The configuration ${name} takes ${expected}, not ${JSON.stringify(value) ?? String(value)}.`,
    fix: `${name}=${sample}`,
  }),
  example: {
    name: 'spark.streaming.blockInterval',
    value: 'fast',
    expected: 'a length of time',
    sample: '200ms',
  },
})
