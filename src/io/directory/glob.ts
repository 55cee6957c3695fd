import { readdirSync, statSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'

const MAGIC = /[*?[]/

export const isGlob = (path: string): boolean => MAGIC.test(path)

const CLASS = /^\[(!|\^)?(\]?[^\]]*)\]/

/** One segment of a path as an expression: `*`, `?`, `[a-c]`, `[!x]`; an unclosed bracket is a letter. */
export const segmentPattern = (segment: string): RegExp => {
  let source = ''
  for (let rest = segment; rest !== '';) {
    const [whole, not, members] = CLASS.exec(rest) ?? []
    if (whole !== undefined && members !== '') {
      source += `[${not === undefined ? '' : '^'}${members!.replaceAll(/[\\\]^]/g, String.raw`\$&`)}]`
      rest = rest.slice(whole.length)
      continue
    }
    const letter = String.fromCodePoint(rest.codePointAt(0)!)
    if (letter === '*') source += '.*'
    else if (letter === '?') source += '.'
    else source += letter.replace(/[\\^$.|+()[\]{}]/, String.raw`\$&`)
    rest = rest.slice(letter.length)
  }
  return new RegExp(`^${source}$`, 'us')
}

const isFolder = async (path: string): Promise<boolean> => {
  const stats = await stat(path).catch(() => undefined)
  return stats?.isDirectory() === true
}

/** Whether a name fits a segment. A leading `*` or `?` does not stand for a dot, as in a shell. */
const fitting = (segment: string): ((name: string) => boolean) => {
  const pattern = segmentPattern(segment)
  return (name) => pattern.test(name) && (segment.startsWith('.') || !name.startsWith('.'))
}

/** Folders in `parents` whose name fits. */
const descend = async (parents: readonly string[], segment: string): Promise<string[]> => {
  if (!isGlob(segment)) return parents.map((parent) => join(parent, segment))
  const fits = fitting(segment)
  const found: string[] = []
  for (const parent of parents) {
    const names = await readdir(parent).catch(() => [])
    found.push(
      ...names
        .filter(fits)
        .sort()
        .map((name) => join(parent, name)),
    )
  }
  return found
}

const split = (path: string): readonly [root: string, segments: readonly string[]] => {
  const { root } = parse(path)
  return [root, path.slice(root.length).split(process.platform === 'win32' ? /[\\/]/ : '/')]
}

/** The part of a pattern before its first segment with magic: it has to exist. */
export const fixedPart = (pattern: string): string => {
  const [root, segments] = split(pattern)
  const first = segments.findIndex(isGlob)
  return join(root, ...segments.slice(0, first < 0 ? segments.length : first))
}

/** The folders that an absolute pattern means now, by name. */
export const expandFolders = async (pattern: string): Promise<readonly string[]> => {
  const [root, segments] = split(pattern)
  let found: string[] = [root]
  for (const segment of segments) if (segment !== '') found = await descend(found, segment)
  const folders: string[] = []
  for (const path of found) if (await isFolder(path)) folders.push(path)
  return folders
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** As `expandFolders`, at once. */
export const expandFoldersNow = (pattern: string): readonly string[] => {
  const [root, segments] = split(pattern)
  let found: string[] = [root]
  for (const segment of segments.filter((one) => one !== '')) {
    found = found.flatMap((parent) =>
      isGlob(segment)
        ? namesIn(parent)
            .filter(fitting(segment))
            .sort()
            .map((name) => join(parent, name))
        : [join(parent, segment)],
    )
  }
  return found.filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
}
