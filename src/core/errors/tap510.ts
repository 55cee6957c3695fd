import { defineError } from './tap-error.ts'

export const TAP510 = defineError<{
  /** What was to be written: `the text file`, `partition 2 of counts`. */
  what: string
  path: string
  /** `EACCES: permission denied`. */
  cause: string
}>({
  code: 'TAP510',
  kind: 'environment',
  title: 'output could not be written',
  more: 'A folder of results is written as a whole: it must not exist before, and is made with all its parents. What was written before the failure stays where it is.',
  text: ({ what, path, cause }) => ({
    what: `Could not write ${what} to ${path}`,
    cause,
    fix: 'name a place that does not exist yet, in a folder that you may write to',
  }),
  example: {
    what: 'the text file',
    path: '/srv/results/counts',
    cause: 'EACCES: permission denied',
  },
})
