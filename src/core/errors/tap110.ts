import { defineError, type CallSite } from './tap-error.ts'
import { sentence } from './words.ts'

export const TAP110 = defineError<{
  /** One sentence: a second context was made, or a stopped one used. */
  what: string
  site: CallSite | undefined
}>({
  code: 'TAP110',
  kind: 'program',
  title: 'a second SparkContext, or a stopped one',
  more: 'A process has one SparkContext at a time, and a stopped one stays stopped. Stopping a StreamingContext stops its SparkContext too, unless it is told { stopSparkContext: false }.',
  text: ({ what, site }) => ({
    what: sentence(what),
    at: [['at', site]],
    fix: `one after the other:   await sc.stop()   and then   const next = new SparkContext('local[2]', 'next')`,
  }),
  example: {
    what: 'A SparkContext exists already in this process; one is allowed at a time.',
    site: { file: 'app.ts', line: 9, column: 12 },
  },
})
