import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { cacheDirectory, cachePath, temporaryDirectory } from './cache-directory.ts'

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'tap cache #1 50% é '))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const posix = process.platform !== 'win32'

describe('cachePath', () => {
  it('is where each system keeps what can be made again', () => {
    const home = homedir()
    const root = folder()
    expect(cachePath({}, 'linux')).toBe(join(home, '.cache/tapstream'))
    expect(cachePath({ XDG_CACHE_HOME: root }, 'linux')).toBe(join(root, 'tapstream'))
    expect(cachePath({ XDG_CACHE_HOME: 'not/absolute' }, 'linux')).toBe(
      join(home, '.cache/tapstream'),
    )
    expect(cachePath({}, 'darwin')).toBe(join(home, 'Library/Caches/tapstream'))
    expect(cachePath({ LOCALAPPDATA: root }, 'win32')).toBe(join(root, 'tapstream'))
    expect(cachePath({ TAP_CACHE_DIR: root, XDG_CACHE_HOME: '/x' }, 'linux')).toBe(root)
  })
})

describe('cacheDirectory', () => {
  it('is made for its user alone', () => {
    const path = join(folder(), 'deep', 'tapstream')
    expect(cacheDirectory(path)).toBe(path)
    expect(statSync(path).isDirectory()).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(posix ? 0o700 : 0o666)
    expect(cacheDirectory(path)).toBe(path)
  })

  it('is nothing where it cannot be made', () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(cacheDirectory(join(file, 'tapstream'))).toBeUndefined()
  })

  it.runIf(posix)('is nothing where others could put code into it', () => {
    const path = folder()
    chmodSync(path, 0o777)
    expect(cacheDirectory(path)).toBeUndefined()
  })
})

it('a temporary directory is fresh each time', () => {
  const made = [temporaryDirectory(), temporaryDirectory()]
  onTestFinished(() => made.forEach((path) => rmSync(path, { recursive: true })))
  expect(made[0]).not.toBe(made[1])
})
