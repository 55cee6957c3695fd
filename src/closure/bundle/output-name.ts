import { basename, extname } from 'node:path'
import { contentHash } from './content-hash.ts'

/** A short name that is the same for the same path and safe in every file system and URL. */
export const outputStem = (path: string): string => {
  const name = basename(path, extname(path)).replaceAll(/[^A-Za-z0-9_-]/g, '_')
  return `${name.slice(0, 40)}-${contentHash(path).slice(0, 12)}`
}

/** The output of a local module, as long as nobody knows that it is CommonJS. */
export const outputName = (path: string): string => `${outputStem(path)}.mjs`

/** Exactly as long as `outputName`, so that putting one for the other moves nothing. */
export const commonJsName = (path: string): string => `${outputStem(path)}.cjs`
