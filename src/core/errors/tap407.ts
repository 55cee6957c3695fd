import { defineError, type CallSite } from './tap-error.ts'
import { sentence } from './words.ts'

export const TAP407 = defineError<{
  operator: string
  site: CallSite | undefined
  /** `they belong to different contexts`, `their slides are 10 s and 20 s`, `no stream was given`. */
  reason: string
}>({
  code: 'TAP407',
  kind: 'program',
  title: 'streams that do not fit together',
  more: 'An operator on several streams takes at least one, all of one context, and all with the same slide: each batch takes one RDD of each of them.',
  text: ({ operator, site, reason }) => ({
    what: sentence(`${operator} cannot put these streams together: ${reason}`),
    at: [['at', site]],
    fix: 'give it streams of one context that have the same slide',
  }),
  example: {
    operator: 'union',
    site: { file: 'app.ts', line: 14, column: 20 },
    reason: 'their slides are 10 s and 20 s',
  },
})
