import { defineError } from './tap-error.ts'

const REASONS: Record<string, string> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EISDIR: 'is a folder',
  ENOTDIR: 'does not exist: a part of its path is a file',
}

export const TAP207 = defineError<{
  path: string
  /** Node's error code, such as `ENOENT`. */
  reason: string
}>({
  code: 'TAP207',
  kind: 'environment',
  title: 'the file to send cannot be read',
  more: 'tap nc --file sends one existing file that this user may read. A relative path starts at the folder in which tap was called.',
  text: ({ path, reason }) => ({
    what: `The file ${path} ${REASONS[reason] ?? `cannot be read (${reason})`}.`,
    fix: 'name a file that can be read: tap nc 9999 --file words.txt',
  }),
  example: { path: 'words.txt', reason: 'ENOENT' },
})
