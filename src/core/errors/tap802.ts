import { type CallSite, defineError } from './tap-error.ts'

export const TAP802 = defineError<{
  file: string
  problem: string
  site?: CallSite
  /** The lines around the place, with a caret. */
  frame?: string
  /** How many further errors there are. */
  further?: number
}>({
  code: 'TAP802',
  kind: 'program',
  title: 'the job is not valid TypeScript or JavaScript',
  more: 'Jobs are translated without checking their types, so this is always a matter of syntax: a bracket, a quote or a word that cannot stand where it stands.',
  text: ({ file, problem, site, frame, further = 0 }) => ({
    what: `${file} has a syntax error: ${problem}.`,
    at: [['at', site]],
    seen: [...(frame?.split('\n') ?? []), ...(further > 0 ? [`and ${further} more after it`] : [])],
  }),
  example: {
    file: 'job.ts',
    problem: 'Expected ")" but found ";"',
    site: { file: '/home/ada/job.ts', line: 3, column: 15 },
    frame: '> 3 | counts.pprint(;\n    |               ^',
  },
})
