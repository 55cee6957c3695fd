import { defineError, type CallSite } from './tap-error.ts'

export const TAP503 = defineError<{ operator: string; site: CallSite | undefined }>({
  code: 'TAP503',
  kind: 'job',
  title: 'a promise where a value is needed',
  more: 'Transformations call their function once for each record and use the value at once. What has to be awaited belongs into the function of foreachRDD or foreachPartition, which the batch waits for.',
  text: ({ operator, site }) => ({
    what: `The function in ${operator} returns a Promise${operator === 'filter' ? ', which always counts as true' : ''}; ${operator} does not wait for it.`,
    at: [['at', site]],
    cause: `A function marked async returns a Promise.`,
    fix: 'take async away; or await in an output operation:   stream.foreachRDD(async rdd => { const records = await rdd.collect() })',
  }),
  example: { operator: 'filter', site: { file: 'app.ts', line: 13, column: 10 } },
})
