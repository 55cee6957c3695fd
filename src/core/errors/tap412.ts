import { type CallSite, defineError } from './tap-error.ts'

export const TAP412 = defineError<{
  id: number
  /** Where it was used. */
  site: CallSite | undefined
  destroyed: CallSite | undefined
}>({
  code: 'TAP412',
  kind: 'program',
  title: 'a broadcast variable used after destroy()',
  more: 'destroy() gives up the value everywhere, for good, so every function that still uses it fails. unpersist() gives up only the copies at the tasks, which fetch the value again when they need it.',
  text: ({ id, site, destroyed }) => ({
    what: `Broadcast(${id}) was used after it was destroyed.`,
    at: [
      ['used at', site],
      ['destroyed at', destroyed],
    ],
    fix: 'destroy it after the last use, or give up only the copies:   words.unpersist()',
  }),
  example: {
    id: 0,
    site: { file: 'app.ts', line: 17, column: 30 },
    destroyed: { file: 'app.ts', line: 15, column: 7 },
  },
})
