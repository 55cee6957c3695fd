import { defineError, type CallSite } from './tap-error.ts'

export const TAP307 = defineError<{ path: string; reason: string; site: CallSite | undefined }>({
  code: 'TAP307',
  kind: 'job',
  title: 'results could not be written',
  more: 'Parts of an output are temporary until all of them are whole; then they get their names, and _SUCCESS comes last. What could not be written leaves nothing that looks complete.',
  text: ({ path, reason, site }) => ({
    what: `The results could not be written: ${path}`,
    at: [['at', site]],
    cause: reason,
    fix: 'make room or give the right to write there, and run the job again: nothing half-written looks complete',
  }),
  example: {
    path: 'counts-1357008430000/_temporary/part-00000-0',
    reason: 'ENOSPC: no space left on device, write',
    site: { file: 'app.ts', line: 15, column: 24 },
  },
})
