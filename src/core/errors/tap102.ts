import { defineError, type CallSite } from './tap-error.ts'
import { count } from './words.ts'

export const TAP102 = defineError<{ sources: number; outputs: number; site: CallSite | undefined }>(
  {
    code: 'TAP102',
    kind: 'program',
    title: 'the program ended without start()',
    more: 'Defining streams runs nothing. start() begins the batches, and awaitTermination() keeps the program waiting until the context is stopped.',
    text: ({ sources, outputs, site }) => ({
      what: `The program ended without ssc.start(); ${count(sources, 'source')} and ${count(outputs, 'output')} ${sources + outputs === 1 ? 'was' : 'were'} defined and never run.`,
      at: [['context created at', site]],
      fix: 'add at the end:   ssc.start(); await ssc.awaitTermination()',
    }),
    example: { sources: 1, outputs: 1, site: { file: 'streamingexample.ts', line: 5, column: 13 } },
  },
)
