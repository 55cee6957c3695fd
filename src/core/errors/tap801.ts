import { defineError } from './tap-error.ts'

const shellWord = (word: string): string => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word}"`)

export const TAP801 = defineError<{ path: string; reason?: string; near?: readonly string[] }>({
  code: 'TAP801',
  kind: 'program',
  title: 'the job file is missing',
  more: 'A job is named by the path of its file, from the current folder, with its extension. Nothing is searched for in other folders.',
  text: ({ path, reason = 'there is no such file', near = [] }) => ({
    what: `${path} cannot be run: ${reason}.`,
    ...(near.length > 0 && {
      seen: [`Similar names there: ${near.join(', ')}`],
      fix: `tap run ${shellWord(near[0]!)}`,
    }),
  }),
  example: { path: 'streamingexmple.ts', near: ['streamingexample.ts'] },
})
