import { rmSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryFolder {
  readonly path: string
  remove(): Promise<void>
}

/** A new folder that only this user may enter (0700), below `parent`. A process that ends takes it along. */
export const temporaryFolder = async (parent = tmpdir()): Promise<TemporaryFolder> => {
  const path = await fs.mkdtemp(join(parent, 'tapstream-'))
  const atExit = (): void => {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // Nobody is left to be told.
    }
  }
  process.once('exit', atExit)
  return {
    path,
    remove: async () => {
      process.off('exit', atExit)
      await fs.rm(path, { recursive: true, force: true })
    },
  }
}
