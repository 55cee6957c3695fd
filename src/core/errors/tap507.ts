import { defineError, type CallSite } from './tap-error.ts'

export const TAP507 = defineError<{ operator: string; site: CallSite | undefined }>({
  code: 'TAP507',
  kind: 'job',
  title: 'your function did not come back',
  more: 'A function that never returns holds up the whole job. The first Ctrl-C ends a function that is called for records. A loop after an await inside foreachRDD is not reached by the first Ctrl-C; a second one always ends the process.',
  text: ({ operator, site }) => ({
    what: `Your function in ${operator} did not come back, so it was ended in the middle.`,
    at: [['at', site]],
    cause: 'It ran for more than a second on end when the stop came.',
    fix: 'see that every loop in this function ends',
  }),
  example: { operator: 'map', site: { file: 'app.ts', line: 12, column: 10 } },
})
