import { defineError, type CallSite } from './tap-error.ts'
import { sentence } from './words.ts'

export const TAP407 = defineError<{
  operator: string
  site: CallSite | undefined
  /** Default: streams. */
  things?: 'streams' | 'RDDs'
  /** `they belong to different contexts`, `their slides are 10 s and 20 s`, `no stream was given`. */
  reason: string
}>({
  code: 'TAP407',
  kind: 'program',
  title: 'streams or RDDs that do not fit together',
  more: 'An operator on several streams takes at least one, all of one context, and all with the same slide: each batch takes one RDD of each of them. zip takes two RDDs with equally many partitions, and in each of these equally many elements.',
  text: ({ operator, site, reason, things = 'streams' }) => ({
    what: sentence(`${operator} cannot put these ${things} together: ${reason}`),
    at: [['at', site]],
    fix:
      things === 'streams'
        ? 'give it streams of one context that have the same slide'
        : 'give it RDDs of one context that are cut alike, such as one RDD and what map makes of it',
  }),
  example: {
    operator: 'union',
    site: { file: 'app.ts', line: 14, column: 20 },
    reason: 'their slides are 10 s and 20 s',
  },
})
