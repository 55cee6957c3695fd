import { defineError, type CallSite } from './tap-error.ts'

const WORDS = {
  second: {
    what: 'Two StreamingContexts would be active; one is allowed per process.',
    label: 'first started at',
    cause: 'Only one StreamingContext may be started in one process.',
    fix: 'define all streams on one context, or stop the first before this line:   await ssc.stop({ stopSparkContext: false })',
  },
  stopped: {
    what: 'This context was stopped and cannot be started again.',
    label: 'stopped at',
    cause: 'StreamingContext has already been stopped.',
    fix: 'make a new one and define its streams:   const next = new StreamingContext(sc, 1)',
  },
} as const

export const TAP104 = defineError<{
  reason: 'second' | 'stopped'
  site: CallSite | undefined
  /** Where the other context was started, or where this one was stopped. */
  first: CallSite | undefined
}>({
  code: 'TAP104',
  kind: 'program',
  title: 'a second active context, or a stopped one',
  more: 'Several contexts may be made, but only one of a process may be active, and a stopped one stays stopped. One context can hold any number of streams. A SparkContext outlives its StreamingContext when that is stopped with { stopSparkContext: false }, and can be given to the next one.',
  text: ({ reason, site, first }) => ({
    what: WORDS[reason].what,
    at: [
      ['at', site],
      [WORDS[reason].label, first],
    ],
    cause: WORDS[reason].cause,
    fix: WORDS[reason].fix,
  }),
  example: {
    reason: 'second',
    site: { file: 'app.ts', line: 30, column: 5 },
    first: { file: 'app.ts', line: 18, column: 5 },
  },
})
