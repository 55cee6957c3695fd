import type { Dirent } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { Slice } from './slice.ts'

/** Visits all entries of a folder, in slices. Read synchronously, a thousand at a time: a promise for each costs more. */
export const eachEntry = async (folder: string, visit: (entry: Dirent) => void): Promise<void> => {
  const slice = new Slice()
  const entries = await opendir(folder, { bufferSize: 1024 })
  try {
    for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
      visit(entry)
      if (slice.over) await slice.rest()
    }
  } finally {
    await entries.close()
  }
}
