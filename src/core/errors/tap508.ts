import { defineError, type CallSite } from './tap-error.ts'

export const TAP508 = defineError<{
  batchTime: string
  site: CallSite | undefined
  /** `TypeError: rdd.mapp is not a function`. */
  cause: string
}>({
  code: 'TAP508',
  kind: 'job',
  title: 'a batch could not be put together',
  more: 'At each batch time the functions of transform are called, on the driver, to describe the work of the batch. When one of them throws, that batch has no work, and none of its output operations run.',
  text: ({ batchTime, site, cause }) => ({
    what: `Batch ${batchTime} could not be put together.`,
    at: [['at', site]],
    cause,
    fix: 'correct the function at this line; for example:   .transform(rdd => rdd.map(x => x))',
  }),
  example: {
    batchTime: '2013-01-01 12:27:10',
    site: { file: 'app.ts', line: 12, column: 10 },
    cause: 'TypeError: rdd.mapp is not a function',
  },
})
