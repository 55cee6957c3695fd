import { defineError } from './tap-error.ts'

export const TAP511 = defineError<Record<string, never>>({
  code: 'TAP511',
  kind: 'job',
  title: 'an RDD that its stream has dropped',
  more: 'A stream keeps its RDDs as long as its own operators look back at them. A program that wants to look at older ones says so before the start.',
  text: () => ({
    what: 'This RDD belongs to a batch whose data its stream has dropped already.',
    cause: 'RDDs of state and windows are kept until the batches that build on them are done.',
    fix: `keep them longer, before ssc.start():   ssc.remember('5 minutes')`,
  }),
  example: {},
})
