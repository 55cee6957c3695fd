import { defineError } from './tap-error.ts'

export const TAP107 = defineError<{
  what: string
  /** What does the same today, as an order: `run the job again after a change:   tap run job.ts`. */
  instead?: string
}>({
  code: 'TAP107',
  kind: 'program',
  title: 'not yet',
  more: 'This is planned and does not work yet. It is refused, and never accepted and ignored, so that nobody relies on something that is not there.',
  text: ({ what, instead }) => ({
    what: `${what}: not yet in this version.`,
    fix: instead ?? `leave it out`,
  }),
  example: { what: '--watch', instead: 'run the job again after a change:   tap run job.ts' },
})
