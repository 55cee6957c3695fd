import { defineError, type CallSite } from './tap-error.ts'

export const TAP105 = defineError<{ operator: string; site: CallSite | undefined }>({
  code: 'TAP105',
  kind: 'program',
  title: 'no checkpoint directory',
  more: 'Operators that carry something from batch to batch (updateStateByKey, mapWithState, countByWindow, and windows with an inverse function) need a directory for it. The directory is created if it does not exist; a relative path is taken from the folder in which the command was typed.',
  text: ({ operator, site }) => ({
    what:
      operator === 'checkpoint'
        ? 'checkpoint() saves a stream now and then and needs a checkpoint directory.'
        : `${operator} carries values from batch to batch and needs a checkpoint directory.`,
    at: [['at', site]],
    cause:
      'The checkpoint directory has not been set. Please set it by StreamingContext.checkpoint().',
    fix: `add before ssc.start():   ssc.checkpoint('checkpoint')`,
  }),
  example: {
    operator: 'updateStateByKey',
    site: { file: 'stateful_network_wordcount.ts', line: 14, column: 23 },
  },
})
