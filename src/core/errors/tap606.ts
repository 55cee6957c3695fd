import { defineError } from './tap-error.ts'

export const TAP606 = defineError<{
  readonly directory: string
  readonly after: string
  readonly missed: number
}>({
  code: 'TAP606',
  kind: 'program',
  title: 'too many batches were missed',
  more: 'A restarted job first runs every batch whose time has passed, so that windows and states see the time they were to see. Where the last batch lies so far back that this would take hours, or its time is of another clock, the job does not start.',
  text: ({ directory, after, missed }) => ({
    what: `${missed.toLocaleString('en-US')} batches were missed since the last one in ${directory}, of ${after}.`,
    cause: 'a restarted job runs every missed batch first, and at most 1,000,000',
    fix: 'begin anew with another checkpoint directory; if the earlier job ran on a clock moved by hand, run this one so too',
  }),
  example: { directory: 'checkpoint', after: '1970-01-01 00:00:03', missed: 1_780_000_000 },
})
