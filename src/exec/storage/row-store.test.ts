import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectGarbage } from '../../core/collect-garbage.fixture.ts'
import type { FileSystem } from '../../io/file-system.ts'
import { LocalFileSystem } from '../../io/local-file-system.ts'
import { slicesNode } from '../../rdd/operators/slices.ts'
import { StorageLevel } from '../../rdd/storage-level.ts'
import { RowStore } from './row-store.ts'
import { sizeOf } from './size-of.ts'
import { SpillFolder } from './spill-folder.ts'

const { MEMORY_ONLY, MEMORY_AND_DISK, DISK_ONLY } = StorageLevel

/** A thousand bytes and a few. */
const rows = (letter: string): string[] => [letter.repeat(1000)]
const ONE = sizeOf(rows('a'))

let parent: string
let notices: string[]

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tap rows '))
  notices = []
})
afterEach(() => rm(parent, { recursive: true }))

const open = (limit: number, files: FileSystem = new LocalFileSystem()): RowStore =>
  new RowStore({
    limit,
    disk: new SpillFolder(files, parent),
    notice: (_, text) => notices.push(text),
  })

const kept = (store: RowStore, level: StorageLevel) => {
  const node = slicesNode([], 'words', undefined)
  store.persist(node, level)
  return node
}

const filesIn = async (): Promise<string[]> => {
  const [folder] = await readdir(parent)
  return folder === undefined ? [] : readdir(join(parent, folder))
}

/** Writing fails where `fails` says so. */
const failing = (fails: () => boolean): FileSystem => {
  const local = new LocalFileSystem()
  return Object.assign(Object.create(local) as FileSystem, {
    create: async (path: string) => {
      const file = await local.create(path)
      return {
        write: (bytes: Uint8Array) => {
          if (fails())
            throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
          return file.write(bytes)
        },
        sync: () => file.sync(),
        close: () => file.close(),
      }
    },
    remove: (path: string) => local.remove(path),
    open: (path: string) => local.open(path),
    stat: (path: string) => local.stat(path),
  })
}

describe('rows in memory', () => {
  it('never take more than the limit, whatever is put', async () => {
    const store = open(3.5 * ONE)
    const nodes = Array.from({ length: 10 }, () => kept(store, MEMORY_ONLY))
    for (const [i, node] of nodes.entries()) {
      await store.put(node, i % 3, rows('x'))
      expect(store.used).toBeLessThanOrEqual(3.5 * ONE)
    }
    expect(store.used).toBe(3 * ONE)
  })

  it('make room in the order of their last use', async () => {
    const store = open(3 * ONE)
    const [a, b, c, d] = Array.from({ length: 4 }, () => kept(store, MEMORY_ONLY))
    for (const node of [a!, b!, c!]) await store.put(node, 0, rows('x'))
    expect(store.read(a!, 0)).toEqual(rows('x'))
    await store.put(d!, 0, rows('x'))
    const there = [a, b, c, d].map((node) => store.read(node!, 0) !== undefined)
    expect(there).toEqual([true, false, true, true])
  })

  it('are never driven out by another partition of the same RDD', async () => {
    const store = open(2 * ONE)
    const [node, other] = [kept(store, MEMORY_ONLY), kept(store, MEMORY_ONLY)]
    for (const p of [0, 1, 2, 3]) await store.put(node, p, rows(String(p)))
    expect([0, 1, 2, 3].map((p) => store.read(node, p) !== undefined)).toEqual([
      true,
      true,
      false,
      false,
    ])
    await store.put(other, 0, rows('x'))
    expect(store.read(node, 0)).toBeUndefined()
    expect(store.read(other, 0)).toEqual(rows('x'))
  })

  it('stay when what is put does not fit at all', async () => {
    const store = open(2 * ONE)
    const [small, huge] = [kept(store, MEMORY_ONLY), kept(store, MEMORY_ONLY)]
    await store.put(small, 0, rows('x'))
    await store.put(huge, 0, [...rows('a'), ...rows('b'), ...rows('c')])
    expect([store.read(small, 0), store.read(huge, 0)]).toEqual([rows('x'), undefined])
  })

  it('are replaced, forgotten, and counted right', async () => {
    const store = open(10 * ONE)
    const node = kept(store, MEMORY_ONLY)
    await store.put(node, 0, rows('a'))
    await store.put(node, 0, rows('b'))
    expect([store.read(node, 0), store.used]).toEqual([rows('b'), ONE])
    store.remove(node)
    expect([store.read(node, 0), store.used, store.levelOf(node)]).toEqual([
      undefined,
      0,
      undefined,
    ])
    await store.put(node, 0, rows('late'))
    expect(store.used).toBe(0)
  })

  it('are none when the limit is 0', async () => {
    const store = open(0)
    const node = kept(store, MEMORY_ONLY)
    await store.put(node, 0, [])
    await store.put(node, 1, rows('a'))
    expect([store.read(node, 1), store.used]).toEqual([undefined, 0])
  })
})

describe('rows on disk', () => {
  it('are there where the level says so, in a folder for this user only, until the stop', async () => {
    const store = open(100 * ONE)
    const node = kept(store, DISK_ONLY)
    await store.put(node, 0, rows('a'))
    await store.put(
      node,
      1,
      Array.from({ length: 5000 }, (_, i) => [i, `${i}`]),
    )
    expect(store.used).toBe(0)
    const [folder] = await readdir(parent)
    expect((await stat(join(parent, folder!))).mode & 0o777).toBe(0o700)
    expect(await filesIn()).toHaveLength(2)
    expect(await store.read(node, 0)).toEqual(rows('a'))
    expect((await store.read(node, 1))?.[4999]).toEqual([4999, '4999'])
    store.remove(node)
    await store.stop()
    expect(await readdir(parent)).toEqual([])
  })

  it('are those that had to make room, and can be read meanwhile', async () => {
    const store = open(ONE)
    const [a, b] = [kept(store, MEMORY_AND_DISK), kept(store, MEMORY_AND_DISK)]
    await store.put(a, 0, rows('a'))
    const putting = store.put(b, 0, rows('b'))
    expect(store.used).toBe(ONE)
    expect(await store.read(a, 0)).toEqual(rows('a'))
    await putting
    expect(await filesIn()).toHaveLength(1)
    expect(await store.read(a, 0)).toEqual(rows('a'))
    expect(await store.read(b, 0)).toEqual(rows('b'))
    await store.stop()
  })

  it('come back into memory where there is room', async () => {
    const store = open(ONE)
    const [a, b] = [kept(store, MEMORY_AND_DISK), kept(store, MEMORY_AND_DISK)]
    await store.put(a, 0, rows('a'))
    await store.put(b, 0, rows('b'))
    store.remove(b)
    await store.read(a, 0)
    expect(store.used).toBe(ONE)
    expect(store.read(a, 0)).toEqual(rows('a'))
    await store.stop()
  })

  it('go when they are forgotten, also while they are written', async () => {
    const store = open(0)
    const node = kept(store, DISK_ONLY)
    const putting = store.put(node, 0, rows('a'))
    store.remove(node)
    await putting
    expect(store.read(node, 0)).toBeUndefined()
    expect(await filesIn()).toEqual([])
    await store.stop()
  })

  it('are not kept when the disk is full: said once, half a file removed, and kept again later', async () => {
    let full = true
    const store = open(
      ONE,
      failing(() => full),
    )
    const [a, b] = [kept(store, MEMORY_AND_DISK), kept(store, MEMORY_AND_DISK)]
    await store.put(a, 0, rows('a'))
    await store.put(b, 0, rows('b'))
    expect([await store.read(a, 0), store.read(b, 0)]).toEqual([undefined, rows('b')])
    expect(await filesIn()).toEqual([])
    expect(notices.join()).toMatch(/words cannot be kept on disk: .*ENOSPC/)
    full = false
    await store.put(a, 0, rows('a'))
    expect(await store.read(a, 0)).toEqual(rows('a'))
    await store.stop()
  })

  it('are not kept when they hold what is no data', async () => {
    class Point {
      readonly x = 1
    }
    const store = open(0)
    const node = kept(store, DISK_ONLY)
    await store.put(node, 0, [new Point()])
    expect(await store.read(node, 0)).toBeUndefined()
    expect(notices.join()).toMatch(/instance of a class/)
    await store.stop()
  })

  it('are not kept when there is no folder to write to', async () => {
    await rm(parent, { recursive: true })
    const store = open(0)
    const node = kept(store, DISK_ONLY)
    await store.put(node, 0, rows('a'))
    expect(await store.read(node, 0)).toBeUndefined()
    expect(notices.join()).toMatch(/ENOENT/)
    await store.stop()
    parent = await mkdtemp(join(tmpdir(), 'tap rows '))
  })

  it('are computed again when their file was lost or cut', async () => {
    const store = open(0)
    const node = kept(store, DISK_ONLY)
    await store.put(node, 0, rows('a'))
    const [folder] = await readdir(parent)
    await rm(join(parent, folder!), { recursive: true })
    expect(await store.read(node, 0)).toBeUndefined()
    expect(store.read(node, 0)).toBeUndefined()
    expect(notices.join()).toMatch(/cannot be read back/)
    await store.stop()
  })
})

describe('rows of an RDD that is gone', () => {
  it('go, too', async () => {
    const store = open(100 * ONE)
    await store.put(kept(store, MEMORY_ONLY), 0, rows('a'))
    for (let i = 0; i < 20 && store.used > 0; i++) {
      collectGarbage()
      await new Promise((resolve) => void setTimeout(resolve, 5))
    }
    expect(store.used).toBe(0)
  })
})
