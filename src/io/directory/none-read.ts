import { join } from 'node:path'
import { TAP302 } from '../../core/errors/tap302.ts'
import type { CallSite, TapError } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import { Time } from '../../core/time.ts'
import type { Folder } from './folder.ts'
import { shellWord } from './require-folder.ts'

export interface NoneReadFacts {
  readonly directory: string
  readonly folders: readonly Folder[]
  /** Names that are not yet stable. */
  readonly unstable: number
  readonly since: Millis
  readonly site: CallSite | undefined
}

/** Why nothing was read although files are there (TAP302); undefined when none is there. */
export const noneRead = (facts: NoneReadFacts): TapError | undefined => {
  const counts = { before: 0, empty: 0, hidden: 0, unfinished: 0, refused: 0 }
  for (const { names, skipped } of facts.folders) {
    for (const { taken } of names.values()) {
      if (taken?.size === 0) counts.empty++
      else if (taken !== undefined) counts.before++
    }
    counts.hidden += skipped.hidden
    counts.unfinished += skipped.unfinished
    counts.refused += skipped.refused
  }
  const { directory, unstable, site } = facts
  const total = Object.values(counts).reduce((sum, count) => sum + count, unstable)
  const [folder] = facts.folders
  if (total === 0 || folder === undefined) return undefined
  return TAP302({
    ...counts,
    directory,
    total,
    unstable,
    startedAt: new Time(facts.since).format().slice(11, 19),
    command: `echo hello > ${shellWord(join(folder.path, 'hello.txt'))}`,
    site,
  })
}
