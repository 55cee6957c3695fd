import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Names that break tools which build paths by hand. */
const NASTY = 'tap é #1 50% '

export const remove = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })

/** A new folder with files in it, by their paths below it. */
export const makeFolder = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), NASTY))
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
  return folder
}

/** The same, removed when the test has finished. */
export const testFolder = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const folder = makeFolder(files)
  onTestFinished(() => remove(folder))
  return folder
}
