import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalFileSystem } from './local-file-system.ts'
import { TextFileSink } from './text-file-sink.ts'

let root = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tap sink # è 100% '))
})

afterEach(() => rm(root, { recursive: true }))

const folderOf = (time: number | undefined): string => join(root, `out-${time}`)

const files = async (time: number): Promise<Record<string, string>> => {
  const names = await readdir(folderOf(time), { recursive: true, withFileTypes: true })
  const texts = names
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(folderOf(time).length + 1), await readFile(path, 'utf8')] as const
    })
  return Object.fromEntries(await Promise.all(texts))
}

const run = async (sink: TextFileSink, ...parts: readonly (readonly unknown[])[]) => {
  const written: string[] = []
  for (const [partition, rows] of parts.entries()) {
    written.push(await sink.write({ batchTime: 1, partition, attempt: 0 }, rows))
  }
  await sink.commit(1, written)
}

/** A disk that fails one kind of call from the `nth` on. */
class Failing extends LocalFileSystem {
  readonly #what: 'write' | 'rename'
  #left: number

  constructor(what: 'write' | 'rename', nth: number) {
    super()
    this.#what = what
    this.#left = nth
  }

  #count(what: string): void {
    if (what !== this.#what || --this.#left > 0) return
    throw Object.assign(new Error(`ENOSPC: no space left on device, ${what}`), { code: 'ENOSPC' })
  }

  override async create(path: string) {
    const writer = await super.create(path)
    return {
      write: async (bytes: Uint8Array) => {
        this.#count('write')
        await writer.write(bytes)
      },
      sync: () => writer.sync(),
      close: () => writer.close(),
    }
  }

  override async rename(from: string, to: string): Promise<void> {
    this.#count('rename')
    await super.rename(from, to)
  }
}

describe('text files', () => {
  it('hold a line per element, strings and bytes as they are, the rest as printed', async () => {
    const rows = ['two words', ['a', [1, null]], Buffer.from('bytes'), 0.5, '', { a: true }]
    await run(new TextFileSink(new LocalFileSystem(), folderOf), rows, [])
    expect(await files(1)).toEqual({
      _SUCCESS: '',
      'part-00000': "two words\n('a', (1, None))\nbytes\n0.5\n\n{'a': True}\n",
      'part-00001': '',
    })
  })

  it('are temporary until all are whole', async () => {
    const sink = new TextFileSink(new LocalFileSystem(), folderOf)
    const written = await sink.write({ batchTime: 1, partition: 3, attempt: 2 }, ['a'])
    expect(Object.keys(await files(1))).toEqual(['_temporary/part-00003-2'])
    await sink.commit(1, [written])
    expect(await files(1)).toEqual({ _SUCCESS: '', 'part-00000': 'a\n' })
  })

  it('of a batch that is run again replace all that was there', async () => {
    const sink = new TextFileSink(new LocalFileSystem(), folderOf)
    await run(sink, ['a'], ['b'])
    await run(sink, ['c'])
    expect(await files(1)).toEqual({ _SUCCESS: '', 'part-00000': 'c\n' })
    await run(sink)
    expect(await files(1)).toEqual({ _SUCCESS: '' })
  })

  it('are long without being one text', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `line ${i}`)
    await run(new TextFileSink(new LocalFileSystem(), folderOf), rows)
    expect((await files(1))['part-00000']).toBe(rows.map((row) => `${row}\n`).join(''))
  })

  it.each(['write', 'rename'] as const)(
    'never look complete on a disk whose %s fails',
    async (what) => {
      const sink = new TextFileSink(new Failing(what, 2), folderOf)
      await expect(run(sink, ['a'], ['b'])).rejects.toMatchObject({ code: 'TAP307' })
      await sink.abort(1)
      const left = Object.keys(await files(1))
      expect(left).not.toContain('_SUCCESS')
      expect(left.filter((name) => name.startsWith('_temporary'))).toEqual([])
    },
  )
})
