import { defineError, type CallSite } from './tap-error.ts'

export const TAP507 = defineError<{ operator: string; site: CallSite | undefined }>({
  code: 'TAP507',
  kind: 'job',
  title: 'your function did not come back',
  more: 'A function that never returns holds up the whole job. The first Ctrl-C ends a function that is called for records. A loop after an await, in a timer of the job, or in the toString of a printed record is not reached by any Ctrl-C: end such a process by kill -9.',
  text: ({ operator, site }) => ({
    what: `Your function in ${operator} did not come back, so it was ended in the middle.`,
    at: [['at', site]],
    cause: 'It ran for seconds on end without coming back.',
    fix: 'see that every loop in this function ends',
  }),
  example: { operator: 'map', site: { file: 'app.ts', line: 12, column: 10 } },
})
