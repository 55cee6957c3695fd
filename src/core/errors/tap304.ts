import { type CallSite, defineError } from './tap-error.ts'

interface Fields {
  readonly path: string
  /** Without the colon; `file` when the URL itself is at fault. */
  readonly scheme: string
  readonly site?: CallSite | undefined
}

const rest = (path: string): string => path.replace(/^[^/]*:\/*/, '')

export const TAP304 = defineError<Fields>({
  code: 'TAP304',
  kind: 'program',
  title: 'no file system for this address',
  more: 'Paths of this computer and file:/// URLs are understood. A name in front of :// that no file system answers to is refused, never taken for a folder.',
  text: ({ path, scheme, site }) =>
    scheme === 'file'
      ? {
          what: `${path} does not name a path of this computer.`,
          at: [['used', site]],
          cause: 'What stands between file:// and the next slash is the name of a computer.',
          fix: `write the plain path: '${rest(path)}'`,
        }
      : {
          what: `There is no file system for ${scheme}:// addresses: ${path}`,
          at: [['used', site]],
          cause: 'Understood are paths of this computer and file:/// URLs.',
          fix: `copy the data to this computer and use its path: './${rest(path)}'`,
        },
  example: { path: 's3://lab/logs', scheme: 's3' },
})
