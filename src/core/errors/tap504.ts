import { defineError, type CallSite } from './tap-error.ts'
import { count } from './words.ts'

interface Fields {
  site: CallSite | undefined
  batches: number
  records: number
}

export const TAP504 = defineError<Fields>({
  code: 'TAP504',
  kind: 'program',
  title: 'foreachRDD without an action',
  more: 'The function of foreachRDD is given an RDD, which is a description of work. Only an action (foreach, foreachPartition, collect, count, take) does the work, and it returns a promise. This is a notice: the job goes on.',
  text: ({ site, batches, records }) => ({
    what: `foreachRDD looked at no record in ${count(batches, 'batch', 'batches')} (${count(records, 'record')} discarded).`,
    at: [['at', site]],
    cause: 'rdd.map(…) and the like only describe work; an action does it.',
    fix: 'stream.foreachRDD(async rdd => { await rdd.foreach(record => console.log(record)) })',
  }),
  example: { site: { file: 'save.ts', line: 18, column: 9 }, batches: 5, records: 1870 },
})

/** The same as the text of a notice: the job goes on. */
export const text = (fields: Fields): string => {
  const { what, cause, fix } = TAP504.text(fields)
  return `TAP504  ${what}\n  Cause: ${cause}\n  Fix: ${fix}`
}
