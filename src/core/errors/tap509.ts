import { defineError, type CallSite } from './tap-error.ts'

export const TAP509 = defineError<{ action: string; site: CallSite | undefined }>({
  code: 'TAP509',
  kind: 'job',
  title: 'an action on an empty RDD',
  more: 'An action such as reduce has no answer when there is no element. A batch in which nothing arrived gives an empty RDD.',
  text: ({ action, site }) => ({
    what: `Can not ${action}() empty RDD.`,
    at: [['at', site]],
    cause: 'The RDD has no element; a batch in which nothing arrived is such a one.',
    fix: 'ask first:   if ((await rdd.count()) === 0) return',
  }),
  example: { action: 'reduce', site: { file: 'app.ts', line: 15, column: 24 } },
})
