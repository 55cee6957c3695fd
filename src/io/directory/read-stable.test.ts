import { statSync } from 'node:fs'
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSmall, readStable } from './read-stable.ts'
import { signatureOf, type StableFile } from './signature.ts'

let root: string
let path: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tap read #1 100% è '))
  path = join(root, 'a')
  await writeFile(path, 'content')
})

afterEach(() => rm(root, { recursive: true }))

const seen = (): StableFile => ({ path, ...signatureOf(statSync(path)) })

const both = async (file: StableFile): Promise<unknown[]> =>
  [readSmall(file), await readStable(file)].map((bytes) =>
    bytes === undefined ? undefined : new TextDecoder().decode(bytes),
  )

const CHANGED = [undefined, undefined]

describe('readStable and readSmall', () => {
  it('read what was seen', async () => {
    expect(await both(seen())).toEqual(['content', 'content'])
  })

  it('read nothing of another size, time or inode', async () => {
    const file = seen()
    await writeFile(path, 'other content')
    expect(await both(file)).toEqual(CHANGED)
    const sameSize = seen()
    await utimes(path, 1, 1)
    expect(await both(sameSize)).toEqual(CHANGED)
    const sameTime = seen()
    await writeFile(join(root, 'b'), 'other content')
    await utimes(join(root, 'b'), 1, 1)
    await rename(join(root, 'b'), path)
    expect(await both(sameTime)).toEqual(CHANGED)
  })

  it('read nothing of a file that is gone', async () => {
    const file = seen()
    await rm(path)
    expect(await both(file)).toEqual(CHANGED)
  })

  it('compares no more than the reference carries', async () => {
    const file = { path, size: 7 }
    await utimes(path, 1, 1)
    expect(await readStable(file)).toHaveLength(7)
    await writeFile(path, 'longer content')
    expect(await readStable(file)).toBeUndefined()
  })
})
