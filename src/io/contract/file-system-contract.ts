import assert from 'node:assert/strict'
import { same } from '../../core/contract/same.ts'
import { type Contract, contract } from '../../core/contract/contract.ts'
import type { FileSystem } from '../file-system.ts'

/** A file system with an empty folder in it that a law may fill. */
export interface Place {
  readonly fileSystem: FileSystem
  readonly root: string
  release?(): Promise<void>
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

const missing = { code: 'ENOENT' }

const end = async ({ release }: Place): Promise<void> => release?.()

const begin = async (make: () => Promise<Place>): Promise<Place> => {
  const place = await make()
  return { ...place, release: async () => place.release?.() }
}

/** What every `FileSystem` does; given what makes a fresh place for each law. */
export const fileSystemContract: Contract<() => Promise<Place>> = contract(
  'file system',
  { begin, end },
  {
    'reads back what was written in parts': async ({ fileSystem: fs, root }) => {
      await write(fs, `${root}/a`, 'one\n', '', 'twò\n')
      same(await readAll(fs, `${root}/a`), 'one\ntwò\n')
    },
    'creates over what was there': async ({ fileSystem: fs, root }) => {
      await write(fs, `${root}/a`, 'a long text')
      await write(fs, `${root}/a`, 'short')
      same(await readAll(fs, `${root}/a`), 'short')
    },
    'appends at the end, and begins a file that is not there': async ({ fileSystem: fs, root }) => {
      for (const part of ['one ', 'two']) {
        const writer = await fs.append(`${root}/log`)
        await writer.write(bytes(part))
        await writer.sync()
        await writer.close()
      }
      same(await readAll(fs, `${root}/log`), 'one two')
    },
    'shows to readers what was synced before the file is closed': async ({
      fileSystem: fs,
      root,
    }) => {
      const writer = await fs.append(`${root}/log`)
      await writer.write(bytes('early'))
      await writer.sync()
      same(await readAll(fs, `${root}/log`), 'early')
      await writer.close()
    },
    'fills the whole buffer from a position, and gives 0 at the end': async ({
      fileSystem: fs,
      root,
    }) => {
      const text = 'x'.repeat(300_000)
      await write(fs, `${root}/big`, text, 'end')
      const reader = await fs.open(`${root}/big`)
      same(await reader.read(new Uint8Array(250_000), 10), 250_000)
      const tail = new Uint8Array(8)
      same(await reader.read(tail, 300_000), 3)
      same(new TextDecoder().decode(tail.subarray(0, 3)), 'end')
      same(await reader.read(tail, 300_003), 0)
      await reader.close()
    },
    'tells size, time and kind': async ({ fileSystem: fs, root }) => {
      await write(fs, `${root}/a`, '12345')
      const file = await fs.stat(`${root}/a`)
      same([file.path, file.size, file.isDirectory], [`${root}/a`, 5, false])
      assert.ok(file.mtimeMs > 0)
      assert.ok((await fs.stat(root)).isDirectory)
    },
    'lists direct children by name': async ({ fileSystem: fs, root }) => {
      await fs.mkdir(`${root}/folder/inner`)
      await write(fs, `${root}/folder/a`, 'a')
      await write(fs, `${root}/folder/inner/b`, 'b')
      same([...(await fs.list(`${root}/folder`))].sort(), ['a', 'inner'])
    },
    'renames over what was there': async ({ fileSystem: fs, root }) => {
      await write(fs, `${root}/new`, 'new')
      await write(fs, `${root}/old`, 'old')
      await fs.rename(`${root}/new`, `${root}/old`)
      same(await readAll(fs, `${root}/old`), 'new')
      same(await fs.list(root), ['old'])
    },
    'renames from one folder into another': async ({ fileSystem: fs, root }) => {
      await fs.mkdir(`${root}/from`)
      await fs.mkdir(`${root}/to`)
      await write(fs, `${root}/from/a`, 'moved')
      await fs.rename(`${root}/from/a`, `${root}/to/b`)
      same(await readAll(fs, `${root}/to/b`), 'moved')
      same(await fs.list(`${root}/from`), [])
    },
    'makes a folder with its parents, and does not mind an existing one': async ({
      fileSystem: fs,
      root,
    }) => {
      await fs.mkdir(`${root}/x/y/z`)
      await fs.mkdir(`${root}/x/y/z`)
      assert.ok((await fs.stat(`${root}/x/y/z`)).isDirectory)
    },
    'removes a file, and a folder with what is in it': async ({ fileSystem: fs, root }) => {
      await write(fs, `${root}/a`, 'a')
      await fs.mkdir(`${root}/x/y`)
      await write(fs, `${root}/x/y/b`, 'b')
      await fs.remove(`${root}/a`)
      await fs.remove(`${root}/x`)
      same(await fs.list(root), [])
    },
    'rejects with ENOENT where nothing is': async ({ fileSystem: fs, root }) => {
      const nowhere = `${root}/nowhere`
      await assert.rejects(fs.stat(nowhere), missing)
      await assert.rejects(fs.open(nowhere), missing)
      await assert.rejects(fs.list(nowhere), missing)
      await assert.rejects(fs.remove(nowhere), missing)
      await assert.rejects(fs.rename(nowhere, `${root}/b`), missing)
      await assert.rejects(fs.create(`${nowhere}/deep`), missing)
    },
    'keeps names as they are': async ({ fileSystem: fs, root }) => {
      const name = 'a b #1 100% è?'.replace(/\?/, process.platform === 'win32' ? '' : '?')
      await write(fs, `${root}/${name}`, 'odd')
      same(await fs.list(root), [name])
      same(await readAll(fs, `${root}/${name}`), 'odd')
    },
  },
)
