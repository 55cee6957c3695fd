import { defineError, type CallSite } from './tap-error.ts'

export const TAP101 = defineError<{
  /** The streams in the order of their definition, such as `socketTextStream (line 8)`. */
  streams: readonly string[]
  site: CallSite | undefined
}>({
  code: 'TAP101',
  kind: 'program',
  title: 'no output operation',
  more: 'Transformations only describe what is to be computed. A batch computes what its output operations ask for: pprint, print, foreachRDD. A context without one has nothing to do, so start() refuses it and the context is stopped.',
  text: ({ streams, site }) => ({
    what:
      streams.length === 0
        ? 'This program starts a context without a stream, so there is nothing to run.'
        : 'This program defines streams but never outputs one, so nothing can be shown.',
    at: [['at', site]],
    seen: streams.length === 0 ? [] : [`Streams defined: ${streams.join(', ')}`],
    cause: 'No output operations registered, so nothing to execute.',
    fix: 'add before ssc.start(), with the stream you want to see:   counts.pprint()',
  }),
  example: {
    streams: ['socketTextStream (line 8)', 'flatMap (line 9)', 'reduceByKey (line 10)'],
    site: { file: 'streamingexample.ts', line: 12, column: 5 },
  },
})
