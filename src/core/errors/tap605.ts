import { defineError } from './tap-error.ts'

export const TAP605 = defineError<{ readonly directory: string; readonly reason: string }>({
  code: 'TAP605',
  kind: 'job',
  title: 'the checkpoint directory cannot be used',
  more: 'A batch counts as done only when that is written to the checkpoint directory. Until it can be written again every batch fails, and a restarted job runs those batches once more.',
  text: ({ directory, reason }) => ({
    what: `The checkpoint directory ${directory} cannot be used.`,
    cause: reason,
    fix: 'make room or give the right to write there, and start the job again: it goes on with the batch that failed',
  }),
  example: { directory: 'checkpoint', reason: 'ENOSPC: no space left on device, write' },
})
