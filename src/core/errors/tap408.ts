import { defineError, type CallSite } from './tap-error.ts'
import { sentence } from './words.ts'

export const TAP408 = defineError<{
  /** What the key is: `a function`, `an instance of class User`. */
  reason: string
  site: CallSite | undefined
}>({
  code: 'TAP408',
  kind: 'job',
  title: 'keys that cannot be compared by value',
  more: 'Keys are compared by value: strings, numbers, booleans, null, tuples and plain objects of these. Two functions or two objects of a class have no value that could be compared, and every record would be a group of its own.',
  text: ({ reason, site }) => ({
    what: sentence(`These keys cannot be compared by value: ${reason}`),
    at: [['at', site]],
    fix: 'take a string, a number, a tuple or a plain object as key:   .map(user => [user.id, 1])',
  }),
  example: {
    reason: 'the first one is an instance of class User',
    site: { file: 'app.ts', line: 17, column: 8 },
  },
})
