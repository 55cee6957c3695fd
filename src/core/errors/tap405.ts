import { defineError } from './tap-error.ts'

export const TAP405 = defineError<{ name: string; value: unknown }>({
  code: 'TAP405',
  kind: 'program',
  title: 'not a length of time',
  more: 'A duration is a positive number of seconds (fractions allowed, at least one millisecond), Seconds(n), Milliseconds(n), Minutes(n), or text with a unit.',
  text: ({ name, value }) => ({
    what: `The ${name} ${typeof value === 'string' ? JSON.stringify(value) : String(value)} is not a positive length of time.`,
    fix: `write seconds as a number (30, 0.5), Milliseconds(250), or '30 seconds'`,
  }),
  example: { name: 'batch interval', value: -1 },
})
