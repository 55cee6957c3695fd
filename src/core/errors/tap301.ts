import { type CallSite, defineError } from './tap-error.ts'

/** Why a folder cannot be watched. */
export type FolderTrouble = 'missing' | 'not a folder' | 'not readable'

interface Fields {
  readonly path: string
  readonly trouble: FolderTrouble
  /** A path with a similar name that does exist. */
  readonly nearest?: string | undefined
  /** The command that puts it right. */
  readonly command?: string | undefined
  /** The system's own words. */
  readonly detail?: string | undefined
  readonly site?: CallSite | undefined
}

const WHAT: Readonly<Record<FolderTrouble, (path: string) => string>> = {
  missing: (path) => `The folder to watch does not exist: ${path}`,
  'not a folder': (path) => `What should be watched is a file, not a folder: ${path}`,
  'not readable': (path) => `The folder to watch cannot be read: ${path}`,
}

export const TAP301 = defineError<Fields>({
  code: 'TAP301',
  kind: 'environment',
  title: 'the folder to watch is missing or cannot be read',
  more: 'A file stream looks into its folder when the job starts. A folder that goes away later is waited for: the batches are empty until it comes back.',
  text: ({ path, trouble, nearest, command, detail, site }) => ({
    what: WHAT[trouble](path),
    at: [['textFileStream', site]],
    ...(detail === undefined ? {} : { seen: [detail] }),
    ...(nearest === undefined ? {} : { cause: `Did you mean ${nearest} ?` }),
    ...(command === undefined ? {} : { fix: command }),
  }),
  example: {
    path: '/lab/tapvolum',
    trouble: 'missing',
    nearest: '/lab/tapvolume',
    command: 'mkdir -p /lab/tapvolum',
  },
})
