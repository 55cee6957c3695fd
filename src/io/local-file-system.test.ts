import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe } from 'vitest'
import { holds } from '../../test/contract/holds.ts'
import { fileSystemContract, type Place } from './contract/file-system-contract.ts'
import { fileSystemFor } from './file-url.ts'
import { LocalFileSystem } from './local-file-system.ts'

const folder = async (): Promise<string> => mkdtemp(join(tmpdir(), 'tap fs #1 100% è '))

const local = async (): Promise<Place> => {
  const root = await folder()
  const release = (): Promise<void> => rm(root, { recursive: true })
  return { fileSystem: new LocalFileSystem(), root, release }
}

/** The same disk, addressed by URL. */
const byUrl = async (): Promise<Place> => {
  const { root, release } = await local()
  const url = pathToFileURL(root).href
  return {
    fileSystem: fileSystemFor(url),
    root: url,
    ...(release === undefined ? {} : { release }),
  }
}

describe('LocalFileSystem', () => {
  holds(fileSystemContract, local)
})

describe('LocalFileSystem with file URLs', () => {
  holds(fileSystemContract, byUrl)
})
