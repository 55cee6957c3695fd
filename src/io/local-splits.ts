import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, parse } from 'node:path'
import { type CallSite, isTapError } from '../core/errors/tap-error.ts'
import { TAP303 } from '../core/errors/tap303.ts'
import { isGlob, segmentPattern } from './directory/glob.ts'
import type { FileRef } from './source.ts'
import { pathOf } from './file-url.ts'

/** The block size by which Hadoop cuts local files. */
const BLOCK = 32 * 1024 * 1024

/** The paths that a pattern means, by name; `*` and `?` stand for no leading dot. */
const expanded = (pattern: string): string[] => {
  if (!isGlob(pattern) || existsSync(pattern)) return [pattern]
  const { root } = parse(pattern)
  let found = [root]
  for (const segment of pattern.slice(root.length).split(/[\\/]/)) {
    const fits = segmentPattern(segment)
    found = found.flatMap((parent) =>
      isGlob(segment)
        ? namesIn(parent)
            .filter((name) => fits.test(name) && (segment.startsWith('.') || !name.startsWith('.')))
            .sort()
            .map((name) => join(parent, name))
        : [join(parent, segment)],
    )
  }
  const there = found.filter((path) => existsSync(path))
  if (there.length === 0) statSync(pattern)
  return there
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder || '.')
  } catch {
    return []
  }
}

const filesIn = (path: string): FileRef[] => {
  const status = statSync(path)
  if (!status.isDirectory()) return [{ path, size: status.size }]
  return readdirSync(path)
    .filter((name) => !/^[._]/.test(name))
    .map((name) => ({ path: join(path, name), status: statSync(join(path, name)) }))
    .filter((file) => file.status.isFile())
    .map((file) => ({ path: file.path, size: file.status.size }))
}

/** The files of a path: a file, a folder, a pattern, or several with commas between. TAP303 when one does not exist. */
export const filesOf = (path: string, site: CallSite | undefined): FileRef[] =>
  path.split(',').flatMap((one) => {
    try {
      return expanded(pathOf(one.trim())).flatMap(filesIn)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined || isTapError(error)) throw error
      throw TAP303({ path: one.trim(), reason: (error as Error).message, site }, error)
    }
  })

/**
 * The files of a path, cut as Hadoop cuts text: no split larger than a block, at least `minSplits` in all unless there
 * are fewer bytes, none for an empty file.
 */
export const fileSplits = (
  path: string,
  minSplits: number,
  site: CallSite | undefined,
): { file: FileRef; start: number; end: number }[] => {
  const files = filesOf(path, site)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const goal = Math.max(1, Math.min(BLOCK, Math.floor(total / Math.max(1, minSplits))))
  return files.flatMap((file) => {
    const splits = []
    let start = 0
    // A rest of up to a tenth stays with the last split.
    for (; (file.size - start) / goal > 1.1; start += goal) {
      splits.push({ file, start, end: start + goal })
    }
    if (file.size > start) splits.push({ file, start, end: file.size })
    return splits
  })
}
