import { defineError, type CallSite } from './tap-error.ts'

const subject = (method: string): string => {
  if (method.includes('checkpoint')) return 'checkpoint interval of a DStream'
  return method.includes('remember') ? 'remember duration' : 'storage level of a DStream'
}

export const TAP111 = defineError<{
  /** `persist`, `cache`, `checkpoint` or `remember`. */
  method: string
  site: CallSite | undefined
}>({
  code: 'TAP111',
  kind: 'program',
  title: 'persist, checkpoint or remember after start()',
  more: 'How long results are kept, and how often they are saved, is settled when the context starts.',
  text: ({ method, site }) => ({
    what: `${method.replace(/\(\)$/, '')}() was called after ssc.start(); what a stream keeps is fixed once the context has started.`,
    at: [['at', site]],
    cause: `Cannot change ${subject(method)} after streaming context has started.`,
    fix: 'move this call above   ssc.start()',
  }),
  example: { method: 'persist', site: { file: 'app.ts', line: 22, column: 8 } },
})
