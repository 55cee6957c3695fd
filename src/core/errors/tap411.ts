import { type CallSite, defineError } from './tap-error.ts'
import { sentence } from './words.ts'

export const TAP411 = defineError<{
  /** What was done: `The value of an accumulator was read`. */
  what: string
  site: CallSite | undefined
}>({
  code: 'TAP411',
  kind: 'program',
  title: 'an accumulator read inside a task',
  more: 'Functions of transformations and of foreach run as tasks, which can only add to an accumulator. What all tasks have added is known on the driver when the action is done: after its await, or in the function of foreachRDD.',
  text: ({ what, site }) => ({
    what: sentence(`${what} inside a task; tasks can only add`),
    at: [['at', site]],
    fix: 'read it on the driver, after an action:   stream.foreachRDD(async rdd => { await rdd.foreach(x => seen.add(1)); console.log(seen.value) })',
  }),
  example: {
    what: 'The value of an accumulator was read',
    site: { file: 'app.ts', line: 17, column: 30 },
  },
})
