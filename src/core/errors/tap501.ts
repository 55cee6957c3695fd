import { defineError, type CallSite } from './tap-error.ts'

export const TAP501 = defineError<{
  operator: string
  site: CallSite | undefined
  /** Undefined outside a stream. */
  batchTime: string | undefined
  /** The first bad record as text; empty where the function is not called with a record. */
  record: string
  /** `TypeError: t.user is undefined`. */
  cause: string
  /** Where inside the user's function it threw. */
  at: CallSite | undefined
}>({
  code: 'TAP501',
  kind: 'job',
  title: 'your function threw',
  more: 'The error of a batch rejects awaitTermination(). A program that catches it goes on with the next batch; one that does not is ended with status 1, after the running batch. Under --verbose the whole stack is shown.',
  text: ({ operator, site, batchTime, record, cause, at }) => ({
    what: [
      `Your function in ${operator} failed`,
      record === '' ? '' : ' on a record',
      batchTime === undefined ? '' : `${record === '' ? ' in' : ' of'} batch ${batchTime}`,
      '.',
    ].join(''),
    at:
      at === undefined
        ? [['at', site]]
        : [
            ['at', at],
            [`${operator} at`, site],
          ],
    seen: record === '' ? [] : [`First record: ${record}`],
    cause,
    fix:
      record === ''
        ? 'correct the function at this line'
        : 'let the function handle such a record, or drop it before with   .filter(t => t.user !== undefined)',
  }),
  example: {
    operator: 'map',
    site: { file: 'tweets.ts', line: 21, column: 10 },
    batchTime: '2013-01-01 12:27:10',
    record: '{"id":"17","text":"ciao"}',
    cause: 'TypeError: t.user is undefined',
    at: { file: 'tweets.ts', line: 21, column: 34 },
  },
})
