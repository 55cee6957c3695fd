import { defineError, type CallSite } from './tap-error.ts'
import { sentence } from './words.ts'

export const TAP409 = defineError<{
  /** `the state of this key is not set`, `the state was removed already`. */
  reason: string
  /** As code: `state.exists()`. */
  ask: string
  site: CallSite | undefined
}>({
  code: 'TAP409',
  kind: 'job',
  title: 'state used against its rules',
  more: 'The function of mapWithState is given the state of one key. It can be read where it exists, updated or removed once per call, and neither while the key is timing out: then it is removed anyway.',
  text: ({ reason, ask, site }) => ({
    what: sentence(`In mapWithState ${reason}`),
    at: [['at', site]],
    fix: `ask first:   if (${ask}) …`,
  }),
  example: {
    reason: 'the state of this key is not set, so get() has nothing to give',
    ask: 'state.exists()',
    site: { file: 'app.ts', line: 15, column: 24 },
  },
})
