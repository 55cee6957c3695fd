import { defineError } from './tap-error.ts'

export const TAP704 = defineError<{ option: string; nearest: string | undefined }>({
  code: 'TAP704',
  kind: 'program',
  title: 'unknown option of tap run',
  more: "Options before the job's name are tap's own; what stands after the name, or after --, goes to the job.",
  text: ({ option, nearest }) => ({
    what: `tap run has no option ${option}.`,
    ...(nearest !== undefined && { seen: [`Did you mean ${nearest}?`] }),
    fix: `options of the job stand after its name; tap's own are listed by   tap run --help`,
  }),
  example: { option: '--batch', nearest: '--batches' },
})
