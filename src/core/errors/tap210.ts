import { defineError, type CallSite } from './tap-error.ts'

export const TAP210 = defineError<{
  /** `store` or `storeAll`. */
  method: string
  /** `Ticker-0`, or the class alone before it was started. */
  receiver: string
  /** Why nothing can be stored. */
  state: 'not started' | 'stopped'
  site: CallSite | undefined
}>({
  code: 'TAP210',
  kind: 'program',
  title: 'a record for a receiver that does not run',
  more: 'A receiver takes records from the call of its onStart until its context stops, also while it waits to be started again. What comes before or after belongs to no batch. What runs in the background (a timer, a loop, a connection) has to be ended in onStop.',
  text: ({ method, receiver, state, site }) => ({
    what: `${method}() was called on the receiver ${receiver}, which ${state === 'stopped' ? 'has been stopped' : 'has not been started'}.`,
    at: [['at', site]],
    fix:
      state === 'stopped'
        ? 'end in onStop() what onStart() began, and let loops look:   while (!this.isStopped())'
        : 'give it to a stream, and begin to store in onStart():   ssc.receiverStream(receiver)',
  }),
  example: {
    method: 'store',
    receiver: 'Ticker-0',
    state: 'stopped',
    site: { file: 'app.ts', line: 17, column: 12 },
  },
})
