import { defineError, type CallSite } from './tap-error.ts'

export const TAP306 = defineError<{ path: string; site: CallSite | undefined }>({
  code: 'TAP306',
  kind: 'job',
  title: 'the output folder exists already',
  more: 'saveAsTextFile makes its folder and never writes into one that is there, so that nothing is overwritten by accident. The saveAsTextFiles of a stream has a folder per batch, and writes a batch that is run again over what it left.',
  text: ({ path, site }) => ({
    what: `Output directory ${path} already exists.`,
    at: [['at', site]],
    fix: 'give it another name, or remove the folder first',
  }),
  example: { path: 'counts', site: { file: 'app.ts', line: 15, column: 24 } },
})
