import { defineError, type CallSite } from './tap-error.ts'

export const TAP209 = defineError<{ port: unknown; site: CallSite | undefined }>({
  code: 'TAP209',
  kind: 'program',
  title: 'not a port',
  more: 'A port is a whole number from 1 to 65535. NaN usually is the number of a word that was not given on the command line; words given after the job stand in args._ and in process.argv.',
  text: ({ port, site }) => ({
    what: `The port ${typeof port === 'string' ? JSON.stringify(port) : String(port)} is not a number from 1 to 65535.`,
    at: [['at', site]],
    fix: `write it as a number:   ssc.socketTextStream('localhost', 9999)`,
  }),
  example: { port: Number.NaN, site: { file: 'wc.ts', line: 7, column: 19 } },
})
