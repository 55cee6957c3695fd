import { fileURLToPath } from 'node:url'
import { TAP304 } from '../core/errors/tap304.ts'
import type { FileSystem } from './file-system.ts'
import { LocalFileSystem } from './local-file-system.ts'

/** A scheme has two letters at least: `C:\lab` starts with a drive. A colon alone (`10:01.log`) belongs to a name. */
const SCHEME = /^([a-z][a-z0-9+.-]+):(?=\/\/)|^(file):(?=\/)/i

const schemeOf = (path: string): string | undefined => {
  const [, scheme, file] = SCHEME.exec(path) ?? []
  return (scheme ?? file)?.toLowerCase()
}

/** A path has no query and no fragment: `#` and `?` in it are letters of a name, as is a `%` that encodes nothing. */
const asUrl = (path: string): string =>
  path
    .replaceAll(/%(?![0-9a-f]{2})/gi, '%25')
    .replaceAll('#', '%23')
    .replaceAll('?', '%3F')

const fromUrl = (url: string): string => {
  try {
    return fileURLToPath(asUrl(url))
  } catch (cause) {
    throw TAP304({ path: url, scheme: 'file' }, cause)
  }
}

/**
 * The local path that a path or a `file:` URL means.
 * Raises TAP304 for every other scheme, and for a URL that names another computer (`file://tapvolume`).
 * @example
 * pathOf('file:///tmp/my%20lab')   // '/tmp/my lab'
 * pathOf('C:\\lab')                // 'C:\\lab'
 */
export const pathOf = (path: string): string => {
  const scheme = schemeOf(path)
  if (scheme === undefined) return path
  if (scheme !== 'file') throw TAP304({ path, scheme })
  return fromUrl(path)
}

const local = new LocalFileSystem(pathOf)

/** The file system in which `path` lies; TAP304, which names the scheme, when there is none for it. */
export const fileSystemFor = (path: string): FileSystem => {
  pathOf(path)
  return local
}
