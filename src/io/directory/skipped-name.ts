/** Why a file of this name is not read. */
export type SkipReason = 'hidden' | 'unfinished' | 'refused'

const UNFINISHED = /^~|~$|\.tmp$|_COPYING_$/i

/**
 * Hidden names (`.x`, and `_x` as Hadoop hides it) are never read. Names that mark a file as unfinished (`~`, `.tmp`,
 * `_COPYING_`) are skipped too, unless the user's own filter, which gets the path, decides in their place.
 */
export const skipReason = (
  name: string,
  path: string,
  filter?: (path: string) => boolean,
): SkipReason | undefined => {
  if (/^[._]/.test(name)) return 'hidden'
  if (filter !== undefined) return filter(path) ? undefined : 'refused'
  return UNFINISHED.test(name) ? 'unfinished' : undefined
}
