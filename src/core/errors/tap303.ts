import { defineError, type CallSite } from './tap-error.ts'

export const TAP303 = defineError<{ path: string; reason: string; site: CallSite | undefined }>({
  code: 'TAP303',
  kind: 'environment',
  title: 'input path missing or unreadable',
  more: 'textFile takes a file, a folder, or several of them with commas between. A relative path is taken from the folder in which the command was typed.',
  text: ({ path, reason, site }) => ({
    what: `Input path does not exist or cannot be read: ${path}`,
    at: [['at', site]],
    cause: reason,
    fix: 'correct the path; a relative one begins in the folder in which the command was typed',
  }),
  example: { path: 'few-words.txt', reason: 'ENOENT: no such file or directory', site: undefined },
})
