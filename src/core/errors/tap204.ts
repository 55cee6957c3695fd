import { defineError, type CallSite } from './tap-error.ts'
import { count } from './words.ts'

export const TAP204 = defineError<{
  host: string
  port: number
  lines: number
  /** What is counted there. Default: line. */
  unit?: 'line' | 'record'
  /** The system's word when the connection broke, such as ECONNRESET; absent when it was closed in good order. */
  broken: string | undefined
  site: CallSite | undefined
}>({
  code: 'TAP204',
  kind: 'environment',
  title: 'the other side closed the connection',
  more: 'What came before is kept and counted, a last line without its end included. The job goes on with empty batches and connects again when the server is back. With --until-end a connection that was closed in good order is the end of the input; one that broke is not.',
  text: ({ host, port, lines, unit = 'line', broken, site }) => ({
    what:
      broken === undefined
        ? `${host}:${port} closed the connection after ${count(lines, unit)}. Waiting for it to come back…`
        : `The connection to ${host}:${port} broke after ${count(lines, unit)} (${broken}). Waiting for it to come back…`,
    at: [['at', site]],
    ...(broken === undefined && {
      cause: 'The program there has ended, or is a netcat without -k, which serves one client.',
      fix: `start a server that stays:   tap nc ${port}`,
    }),
  }),
  example: { host: 'localhost', port: 9999, lines: 37, broken: undefined, site: undefined },
})
