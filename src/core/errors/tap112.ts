import { defineError, type CallSite } from './tap-error.ts'

export const TAP112 = defineError<{
  site: CallSite | undefined
}>({
  code: 'TAP112',
  kind: 'program',
  title: 'stop() inside a listener',
  more: 'A streaming listener is told of what happens while it happens. The stop waits for the batch that is under way, and a batch waits for its listeners, so a listener that waited for the stop would wait for itself. It may ask for the stop once its callback is over, or tell the job, which stops the context.',
  text: ({ site }) => ({
    what: 'ssc.stop() was called inside a callback of a streaming listener.',
    at: [['at', site]],
    cause: 'Cannot stop StreamingContext within listener bus thread.',
    fix: 'stop once the callback is over:   setImmediate(() => void ssc.stop())',
  }),
  example: { site: { file: 'app.ts', line: 24, column: 9 } },
})
