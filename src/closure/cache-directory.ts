import { mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

const absolute = (path: string | undefined): string | undefined =>
  path !== undefined && isAbsolute(path) ? path : undefined

const userCache = (env: Environment, platform: NodeJS.Platform): string => {
  if (platform === 'win32') return absolute(env['LOCALAPPDATA']) ?? join(homedir(), 'AppData/Local')
  if (platform === 'darwin') return join(homedir(), 'Library/Caches')
  return absolute(env['XDG_CACHE_HOME']) ?? join(homedir(), '.cache')
}

/** Where the cache belongs: `tapstream` in the user's cache directory, or `TAP_CACHE_DIR` as it is. */
export const cachePath = (
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string => absolute(env['TAP_CACHE_DIR']) ?? join(userCache(env, platform), 'tapstream')

// Code is run from here: a folder that somebody else owns or can write to is not trusted.
const isTrusted = (path: string): boolean => {
  const uid = process.getuid?.()
  if (uid === undefined) return true
  const stat = statSync(path)
  return stat.uid === uid && (stat.mode & 0o022) === 0
}

/** The cache directory, made on demand and readable by its user only. Failing is silent: `undefined`. */
export const cacheDirectory = (path: string = cachePath()): string | undefined => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return isTrusted(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** A fresh private folder for what cannot be cached. */
export const temporaryDirectory = (): string => mkdtempSync(join(tmpdir(), 'tapstream-'))
