import { type CallSite, defineError } from './tap-error.ts'

interface Fields {
  readonly directory: string
  readonly total: number
  /** Files that were there before the start, and have not changed since. */
  readonly before: number
  /** Local time of the start, `10:01:07`. */
  readonly startedAt: string
  readonly hidden: number
  readonly unfinished: number
  readonly refused: number
  readonly empty: number
  /** Files whose size or time still changes. */
  readonly unstable: number
  readonly command: string
  readonly site?: CallSite | undefined
}

const are = (n: number): string => (n === 1 ? '1 is' : `${n} are`)

const were = (n: number): string => (n === 1 ? '1 was' : `${n} were`)

const parts = (f: Fields): readonly (readonly [number, string])[] => [
  [f.before, `${were(f.before)} there before the start (${f.startedAt})`],
  [f.hidden, `${are(f.hidden)} hidden (names that begin with . or _)`],
  [f.unfinished, `${are(f.unfinished)} marked as unfinished (~, .tmp, _COPYING_)`],
  [f.refused, `${are(f.refused)} refused by the filter`],
  [f.empty, `${are(f.empty)} empty`],
  [f.unstable, `${are(f.unstable)} still being written`],
]

export const TAP302 = defineError<Fields>({
  code: 'TAP302',
  kind: 'environment',
  title: 'files are there, but none is read',
  more: 'A file stream reads what appears or changes in its folder after the start, once it has stopped changing for a tenth of a second. Names that begin with . or _, or that mark a file as unfinished, are skipped; so are folders in the folder.',
  text: (fields) => {
    const why = parts(fields).filter(([count]) => count > 0)
    const files = fields.total === 1 ? '1 file' : `${fields.total} files`
    return {
      what: `${fields.directory} holds ${files}; 0 are read: ${why.map(([, text]) => text).join(', ')}.`,
      at: [['textFileStream', fields.site]],
      fix: fields.command,
    }
  },
  example: {
    directory: './tapvolume',
    total: 14,
    before: 12,
    startedAt: '10:01:07',
    hidden: 1,
    unfinished: 0,
    refused: 0,
    empty: 0,
    unstable: 1,
    command: 'echo hello > tapvolume/hello.txt',
  },
})
