import { opendir, readdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { type FolderTrouble, TAP301 } from '../../core/errors/tap301.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { nearest } from '../../core/nearest.ts'

const TROUBLES: Readonly<Record<string, FolderTrouble>> = {
  ENOENT: 'missing',
  ENOTDIR: 'not a folder',
  EACCES: 'not readable',
  EPERM: 'not readable',
}

/** A path as a word of the shell. */
export const shellWord = (path: string, platform: string = process.platform): string => {
  if (/^[\w./\\:-]+$/.test(path)) return path
  return platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", String.raw`'\''`)}'`
}

const childFolders = async (path: string): Promise<readonly string[] | undefined> => {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
  return entries?.filter((entry) => !entry.isFile()).map((entry) => entry.name)
}

/** A path that exists as far as possible, with a sibling's name where the first missing part was. */
export const similarPath = async (path: string): Promise<string | undefined> => {
  let parent = dirname(path)
  let names = await childFolders(parent)
  while (names === undefined && parent !== dirname(parent)) {
    parent = dirname(parent)
    names = await childFolders(parent)
  }
  const [missing = '', ...rest] = relative(parent, path).split(sep)
  const found = nearest(missing, names ?? [])
  if (found === undefined) return undefined
  const similar = join(parent, found, ...rest)
  return (await childFolders(similar)) === undefined ? undefined : similar
}

const makeFolder = (path: string): string =>
  process.platform === 'win32' ? `mkdir ${shellWord(path)}` : `mkdir -p ${shellWord(path)}`

/** Rejects with TAP301 unless `path` is a folder that can be listed. */
export const requireFolder = async (path: string, site: CallSite | undefined): Promise<void> => {
  try {
    await (await opendir(path)).close()
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException
    const trouble = TROUBLES[code] ?? 'not readable'
    const missing = trouble === 'missing'
    throw TAP301(
      {
        path,
        trouble,
        nearest: missing ? await similarPath(path) : undefined,
        command: missing ? makeFolder(path) : undefined,
        detail: trouble === 'not readable' ? message : undefined,
        site,
      },
      cause,
    )
  }
}
