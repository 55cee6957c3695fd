import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileSystem } from '../file-system.ts'

/** A file system with an empty folder in it that the suite may fill. */
export interface Place {
  readonly fileSystem: FileSystem
  readonly root: string
  release?(): Promise<void>
}

/** Tests that an implementation is known not to pass, with the reason. */
export interface Gap {
  readonly reason: string
  readonly tests: readonly string[]
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const write = async (fs: FileSystem, path: string, ...parts: readonly string[]): Promise<void> => {
  const writer = await fs.create(path)
  for (const part of parts) await writer.write(bytes(part))
  await writer.close()
}

const readAll = async (fs: FileSystem, path: string): Promise<string> => {
  const { size } = await fs.stat(path)
  const into = new Uint8Array(size + 1)
  const reader = await fs.open(path)
  const count = await reader.read(into, 0)
  await reader.close()
  return new TextDecoder().decode(into.subarray(0, count))
}

type Test = (fs: FileSystem, root: string) => Promise<void>

const missing = { code: 'ENOENT' }

const TESTS: Readonly<Record<string, Test>> = {
  'reads back what was written in parts': async (fs, root) => {
    await write(fs, `${root}/a`, 'one\n', '', 'twò\n')
    expect(await readAll(fs, `${root}/a`)).toBe('one\ntwò\n')
  },
  'creates over what was there': async (fs, root) => {
    await write(fs, `${root}/a`, 'a long text')
    await write(fs, `${root}/a`, 'short')
    expect(await readAll(fs, `${root}/a`)).toBe('short')
  },
  'appends at the end, and begins a file that is not there': async (fs, root) => {
    for (const part of ['one ', 'two']) {
      const writer = await fs.append(`${root}/log`)
      await writer.write(bytes(part))
      await writer.sync()
      await writer.close()
    }
    expect(await readAll(fs, `${root}/log`)).toBe('one two')
  },
  'shows to readers what was synced before the file is closed': async (fs, root) => {
    const writer = await fs.append(`${root}/log`)
    await writer.write(bytes('early'))
    await writer.sync()
    expect(await readAll(fs, `${root}/log`)).toBe('early')
    await writer.close()
  },
  'fills the whole buffer from a position, and gives 0 at the end': async (fs, root) => {
    const text = 'x'.repeat(300_000)
    await write(fs, `${root}/big`, text, 'end')
    const reader = await fs.open(`${root}/big`)
    expect(await reader.read(new Uint8Array(250_000), 10)).toBe(250_000)
    const tail = new Uint8Array(8)
    expect(await reader.read(tail, 300_000)).toBe(3)
    expect(new TextDecoder().decode(tail.subarray(0, 3))).toBe('end')
    expect(await reader.read(tail, 300_003)).toBe(0)
    await reader.close()
  },
  'tells size, time and kind': async (fs, root) => {
    await write(fs, `${root}/a`, '12345')
    const file = await fs.stat(`${root}/a`)
    expect(file).toMatchObject({ path: `${root}/a`, size: 5, isDirectory: false })
    expect(file.mtimeMs).toBeGreaterThan(0)
    expect(await fs.stat(root)).toMatchObject({ isDirectory: true })
  },
  'lists direct children by name': async (fs, root) => {
    await fs.mkdir(`${root}/folder/inner`)
    await write(fs, `${root}/folder/a`, 'a')
    await write(fs, `${root}/folder/inner/b`, 'b')
    expect([...(await fs.list(`${root}/folder`))].sort()).toEqual(['a', 'inner'])
  },
  'renames over what was there': async (fs, root) => {
    await write(fs, `${root}/new`, 'new')
    await write(fs, `${root}/old`, 'old')
    await fs.rename(`${root}/new`, `${root}/old`)
    expect(await readAll(fs, `${root}/old`)).toBe('new')
    expect(await fs.list(root)).toEqual(['old'])
  },
  'renames from one folder into another': async (fs, root) => {
    await fs.mkdir(`${root}/from`)
    await fs.mkdir(`${root}/to`)
    await write(fs, `${root}/from/a`, 'moved')
    await fs.rename(`${root}/from/a`, `${root}/to/b`)
    expect(await readAll(fs, `${root}/to/b`)).toBe('moved')
    expect(await fs.list(`${root}/from`)).toEqual([])
  },
  'makes a folder with its parents, and does not mind an existing one': async (fs, root) => {
    await fs.mkdir(`${root}/x/y/z`)
    await fs.mkdir(`${root}/x/y/z`)
    expect(await fs.stat(`${root}/x/y/z`)).toMatchObject({ isDirectory: true })
  },
  'removes a file, and a folder with what is in it': async (fs, root) => {
    await write(fs, `${root}/a`, 'a')
    await fs.mkdir(`${root}/x/y`)
    await write(fs, `${root}/x/y/b`, 'b')
    await fs.remove(`${root}/a`)
    await fs.remove(`${root}/x`)
    expect(await fs.list(root)).toEqual([])
  },
  'rejects with ENOENT where nothing is': async (fs, root) => {
    const nowhere = `${root}/nowhere`
    await expect(fs.stat(nowhere)).rejects.toMatchObject(missing)
    await expect(fs.open(nowhere)).rejects.toMatchObject(missing)
    await expect(fs.list(nowhere)).rejects.toMatchObject(missing)
    await expect(fs.remove(nowhere)).rejects.toMatchObject(missing)
    await expect(fs.rename(nowhere, `${root}/b`)).rejects.toMatchObject(missing)
    await expect(fs.create(`${nowhere}/deep`)).rejects.toMatchObject(missing)
  },
  'keeps names as they are': async (fs, root) => {
    const name = 'a b #1 100% è?'.replace(/\?/, process.platform === 'win32' ? '' : '?')
    await write(fs, `${root}/${name}`, 'odd')
    expect(await fs.list(root)).toEqual([name])
    expect(await readAll(fs, `${root}/${name}`)).toBe('odd')
  },
}

/** What every `FileSystem` must do. `make` gives a fresh place for each test; `skip` declares known gaps, with reasons. */
export const fileSystemContract = (
  make: () => Promise<Place>,
  { skip = [] }: { readonly skip?: readonly Gap[] } = {},
): void => {
  const reasons = new Map(skip.flatMap((gap) => gap.tests.map((name) => [name, gap.reason])))
  const unknown = [...reasons.keys()].filter((name) => !(name in TESTS))
  if (unknown.length > 0) throw new Error(`skip names no test: ${unknown.join(', ')}`)

  describe('file system contract', () => {
    let place: Place
    beforeEach(async () => {
      place = await make()
    })
    afterEach(async () => place.release?.())

    const tests = Object.entries(TESTS).map(([name, test]) => ({ name, test }))
    it.for(tests)('$name', async ({ name, test }, context) => {
      context.skip(reasons.has(name), reasons.get(name))
      expect.hasAssertions()
      await test(place.fileSystem, place.root)
    })
  })
}
