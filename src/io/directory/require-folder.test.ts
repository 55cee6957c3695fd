import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { execSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isTapError, type TapError } from '../../core/errors/tap-error.ts'
import { requireFolder, shellWord, similarPath } from './require-folder.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tap it's #1 100% è "))
  await mkdir(join(root, 'tapvolume', 'inner'), { recursive: true })
  await writeFile(join(root, 'tapvolumf'), 'a file')
})

afterEach(() => rm(root, { recursive: true }))

const site = { file: 'loglinux.ts', line: 6, column: 21 }

const failure = async (path: string): Promise<TapError> => {
  const error: unknown = await requireFolder(path, site).catch((thrown: unknown) => thrown)
  if (!isTapError(error)) throw new Error(`no TapError but ${String(error)}`)
  return error
}

describe('requireFolder', () => {
  it('is content with a folder', async () => {
    await expect(requireFolder(join(root, 'tapvolume'), site)).resolves.toBeUndefined()
  })

  it('names a folder that is missing, a sibling, the place, and a command that helps', async () => {
    const path = join(root, 'tapvolum')
    const error = await failure(path)
    expect(error).toMatchObject({ code: 'TAP301', kind: 'environment' })
    expect(error.text.what).toContain(path)
    expect(error.text.cause).toContain(join(root, 'tapvolume'))
    expect(error.text.at).toEqual([['textFileStream', site]])
    execSync(error.text.fix!)
    await expect(requireFolder(path, site)).resolves.toBeUndefined()
  })

  it('tells a file from a folder', async () => {
    const error = await failure(join(root, 'tapvolumf'))
    expect(error.text.what).toMatch(/is a file/)
    expect(error.text.fix).toBeUndefined()
  })
})

describe('similarPath', () => {
  it('finds a slip in the middle of a path', async () => {
    expect(await similarPath(join(root, 'tapvolum', 'inner'))).toBe(
      join(root, 'tapvolume', 'inner'),
    )
  })

  it('offers nothing that does not exist, or is far away', async () => {
    expect(await similarPath(join(root, 'tapvolum', 'other'))).toBeUndefined()
    expect(await similarPath(join(root, 'something', 'else'))).toBeUndefined()
    expect(existsSync(root)).toBe(true)
  })
})

describe('shellWord', () => {
  it('quotes what a shell would take apart', () => {
    expect(shellWord('/lab/tapvolume', 'linux')).toBe('/lab/tapvolume')
    expect(shellWord("/it's $HOME", 'linux')).toBe(String.raw`'/it'\''s $HOME'`)
    expect(shellWord(String.raw`C:\my lab`, 'win32')).toBe(String.raw`"C:\my lab"`)
  })
})
