import { defineError } from './tap-error.ts'

export const TAP512 = defineError<{
  /** `ENOSPC: no space left on device`. */
  cause: string
}>({
  code: 'TAP512',
  kind: 'environment',
  title: 'the results cannot be written',
  more: 'Results go to standard output. When its reader goes away (as head does), the job ends quietly; when it cannot take what is written, results would be lost, so the job is stopped.',
  text: ({ cause }) => ({
    what: 'The results cannot be written to standard output, so the job was stopped.',
    cause,
    fix: 'make room where the results go, and run the job again',
  }),
  example: { cause: 'ENOSPC: no space left on device, write' },
})
