import { defineError, type CallSite } from './tap-error.ts'

export const TAP517 = defineError<{
  readonly operation: string
  readonly batchTime: string
  readonly site: CallSite | undefined
}>({
  code: 'TAP517',
  kind: 'job',
  title: 'a batch that waits for a promise that never settles',
  more: 'The function of an output operation returned a promise, and nothing is left in the program that could ever settle it: no timer, no connection, no file.',
  text: ({ operation, batchTime, site }) => ({
    what: `${operation} of batch ${batchTime} waits for a promise that nothing can settle any more.`,
    at: [['at', site]],
    cause: 'The job has nothing left to do, and the batch has not ended.',
    fix: 'see that every promise in this function is resolved or rejected',
  }),
  example: {
    operation: 'foreachRDD',
    batchTime: '2013-01-01 12:27:10',
    site: { file: 'app.ts', line: 12, column: 10 },
  },
})
