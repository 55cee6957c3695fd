import { execSync } from 'node:child_process'
import { chmod, copyFile, link, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realClock, sleep } from '../../core/clock.ts'
import { sourceContract } from '../contract/source-contract.ts'
import { holds } from '../../../test/contract/holds.ts'
import { DirectorySource } from './directory-source.ts'
import { TestFolder } from './test-folder.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await TestFolder.make()
})

afterEach(() => folder.close())

const LONG_AGO = new Date('2001-01-01')

/** Longer than the tick of a file system's clock. */
const later = (): Promise<void> => sleep(realClock, 40)

describe('DirectorySource', () => {
  holds(sourceContract, {
    blocksOfTheirOwn: true,
    make: async () => {
      const own = await TestFolder.make()
      const source = own.open()
      let number = 0
      return {
        source,
        feed: (lines) => own.write(`${number++}`, lines.join('\n')),
        finish: () => own.until(() => source.ended),
        close: () => own.close(),
      }
    },
  })
})

describe('what is read', () => {
  it('reads files that are written or copied in', async () => {
    await writeFile(folder.outside('a'), 'copied\n')
    await folder.start()
    await copyFile(folder.outside('a'), folder.in('a'))
    await folder.settle()
    await folder.write('b', 'one\ntwo')
    expect(await folder.settle()).toEqual(['copied\n', 'one\ntwo\n'])
  })

  it('reads files that are moved in, old ones too', async () => {
    await writeFile(folder.outside('new'), 'new\n')
    await writeFile(folder.outside('old'), 'old\n')
    await utimes(folder.outside('old'), LONG_AGO, LONG_AGO)
    await folder.start()
    await folder.moveIn('old', 'x')
    await folder.settle()
    await folder.moveIn('new', 'x')
    expect(await folder.settle()).toEqual(['old\n', 'new\n'])
  })

  it('reads what an editor saves, by a new file or in place', async () => {
    await folder.write('text', 'version 0\n')
    await later()
    await folder.start()
    await folder.write('.text.swp', 'version 1\n')
    await rename(folder.in('.text.swp'), folder.in('text'))
    await folder.settle()
    await folder.write('text', 'version 2\n')
    await folder.settle()
    await rename(folder.in('text'), folder.in('text~'))
    await folder.write('text', 'version 3\n')
    expect(await folder.settle()).toEqual(['version 1\n', 'version 2\n', 'version 3\n'])
  })

  it('reads a file again as a whole when something was appended', async () => {
    await folder.write('log', 'one\n')
    await later()
    await folder.start()
    await folder.append('log', 'two\n')
    await folder.settle()
    await folder.append('log', 'three\n')
    expect(await folder.settle()).toEqual(['one\ntwo\n', 'one\ntwo\nthree\n'])
  })

  it('leaves what was there before, and reads it when that was asked for', async () => {
    await folder.write('old', 'old\n')
    await later()
    await folder.start()
    expect(await folder.settle()).toEqual([])
    await folder.source.stop()
    await folder.start({ newFilesOnly: false })
    expect(await folder.settle()).toEqual(['old\n'])
  })

  it('reads what was written between its making and its start', async () => {
    await folder.write('before', 'before\n')
    await writeFile(folder.outside('old'), 'moved\n')
    await utimes(folder.outside('old'), LONG_AGO, LONG_AGO)
    await later()
    folder.open()
    await folder.write('after', 'after\n')
    await folder.moveIn('old', 'moved')
    await folder.source.start(folder.context)
    await folder.until(() => folder.read.length === 2)
    expect([...(await folder.settle())].sort()).toEqual(['after\n', 'moved\n'])
  })

  it('reads an empty file when it gets a content', async () => {
    await folder.start()
    await folder.write('a', '')
    expect(await folder.settle()).toEqual([])
    await folder.append('a', 'x')
    expect(await folder.settle()).toEqual(['x\n'])
  })

  it('waits until a file has stopped changing', async () => {
    await folder.start()
    const parts = ['one ', 'two ', 'three ', 'four ', 'five\n']
    for (const part of parts) {
      await folder.append('slow', part)
      await folder.batch()
      await sleep(realClock, 40)
    }
    expect(await folder.settle()).toEqual([parts.join('')])
  })

  it('reads a name that was removed and came back', async () => {
    await folder.start()
    await folder.write('a', 'first\n')
    await folder.settle()
    await rm(folder.in('a'))
    await folder.write('a', 'second\n')
    expect(await folder.settle()).toEqual(['first\n', 'second\n'])
  })

  it('does not read again what was only touched by chmod or linked', async () => {
    await folder.start()
    await folder.write('a', 'a\n')
    await folder.settle()
    await chmod(folder.in('a'), 0o600)
    await link(folder.in('a'), folder.outside('a'))
    expect(await folder.settle()).toEqual(['a\n'])
  })

  it('finds files that were written before its start in the order of their times', async () => {
    folder.open()
    for (const name of ['z', 'a', 'm', 'b']) {
      await folder.write(name, `${name}\n`)
      await later()
    }
    await folder.source.start(folder.context)
    await folder.until(() => folder.read.length === 4)
    expect(folder.read).toEqual(['z\n', 'a\n', 'm\n', 'b\n'])
  })

  it('hands over one block for each file, in the order in which they became stable', async () => {
    await folder.start()
    for (const name of ['z', 'a', 'm']) {
      await folder.write(name, `${name}\n`)
      await sleep(realClock, 30)
    }
    await folder.until(() => folder.read.length === 3)
    expect(folder.read).toEqual(['z\n', 'a\n', 'm\n'])
  })

  it('hands over large files by reference, and asks again when one has changed since', async () => {
    await folder.start()
    const large = (letter: string): string => `${letter.repeat(9_000_000)}\n`
    await folder.write('large', large('a'))
    const changes = folder.context.changes
    while (folder.context.changes === changes || !folder.source.idle) await later()
    await folder.write('large', large('b'))
    const blocks = await folder.batch()
    expect(blocks.map(({ content }) => content.kind)).toEqual(['file'])
    const read = await folder.settle()
    expect(read.map((text) => text.slice(0, 3))).toEqual(['bbb'])
  })
})

describe('what is not read', () => {
  it('skips hidden and unfinished files, and counts them', async () => {
    await folder.start({ listEvery: 100 })
    const names = ['.hidden', '_SUCCESS', '~lock', 'text~', 'x.tmp', 'y._COPYING_']
    for (const name of names) await folder.write(name, 'no\n')
    await folder.write('yes', 'yes\n')
    await folder.until(() => folder.source.skipped.unfinished === 4)
    expect(await folder.settle()).toEqual(['yes\n'])
    expect(folder.source.skipped).toEqual({ hidden: 2, unfinished: 4, refused: 0 })
  })

  it("lets the user's filter decide about all but hidden files", async () => {
    await folder.start({ listEvery: 100, filter: (path) => basename(path).endsWith('.tmp') })
    for (const name of ['a', '.b.tmp', 'c.tmp']) await folder.write(name, `${name}\n`)
    await folder.until(() => folder.source.skipped.refused === 1)
    expect(await folder.settle()).toEqual(['c.tmp\n'])
    expect(folder.source.skipped).toEqual({ hidden: 1, unfinished: 0, refused: 1 })
  })

  it('does not look into folders', async () => {
    await folder.start()
    await mkdir(folder.in('sub'))
    await folder.write('sub/a', 'no\n')
    await folder.write('b', 'yes\n')
    expect(await folder.settle()).toEqual(['yes\n'])
  })

  it('says once why nothing is read, and what to do', async () => {
    const notices: string[] = []
    folder.context.events.on((event) => {
      if (event.type === 'Notice') notices.push(event.text)
    })
    await folder.write('old', 'old\n')
    await folder.write('.swp', 'x')
    await later()
    await folder.start({ listEvery: 100 })
    for (let batches = 0; batches < 8; batches++) await folder.batch()
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatch(
      /^TAP302 .* holds 2 files; 0 are read: 1 was there before the start \(\d\d:\d\d:\d\d\), 1 is hidden/,
    )
    execSync(/Fix: (.*)/.exec(notices[0]!)![1]!)
    expect(await folder.settle()).toEqual(['hello\n'])
  })
})

describe('the folder', () => {
  it('may be a file URL', async () => {
    await folder.start({ directory: pathToFileURL(folder.path).href })
    await folder.write('a', 'a\n')
    expect(await folder.settle()).toEqual(['a\n'])
  })

  it('may be a glob of folders, also of such that come later', async () => {
    for (const name of ['logs-1', 'logs-2', 'other']) await mkdir(folder.in(name))
    await folder.start({ directory: folder.in('logs-[0-9]'), listEvery: 100 })
    for (const name of ['logs-1', 'logs-2', 'other']) await folder.write(`${name}/a`, `${name}\n`)
    await folder.until(() => folder.read.length === 2)
    await mkdir(folder.in('logs-3'))
    await folder.write('logs-3/a', 'logs-3\n')
    await folder.until(() => folder.read.length === 3)
    expect([...(await folder.settle())].sort()).toEqual(['logs-1\n', 'logs-2\n', 'logs-3\n'])
  })

  it('may have a name that looks like a glob', async () => {
    await mkdir(folder.in('[a]'))
    await folder.start({ directory: folder.in('[a]') })
    await folder.write('[a]/x', 'x\n')
    expect(await folder.settle()).toEqual(['x\n'])
  })

  it('must exist at the start', async () => {
    const source = new DirectorySource({ directory: folder.in('nowhere') })
    await expect(source.start(folder.context)).rejects.toMatchObject({
      code: 'TAP301',
      kind: 'environment',
    })
    await source.stop()
  })

  it('may go away and come back', async () => {
    await folder.start({ listEvery: 50 })
    await folder.write('a', 'a\n')
    await folder.settle()
    await rm(folder.path, { recursive: true })
    await folder.until(() => folder.context.states.length === 2)
    await folder.batch()
    await mkdir(folder.path)
    await folder.write('b', 'b\n')
    await folder.until(() => folder.read.length === 2)
    await folder.write('a', 'a again\n')
    expect(await folder.settle()).toEqual(['a\n', 'b\n', 'a again\n'])
    expect(folder.context.phases).toEqual(['connected', 'waiting TAP301', 'connected'])
  })

  it('may be removed and made again between two listings', async () => {
    await folder.start({ listEvery: 300 })
    await rm(folder.path, { recursive: true })
    await mkdir(folder.path)
    await folder.write('a', 'a\n')
    await folder.until(() => folder.read.length === 1)
    await folder.settle()
    await folder.write('a', 'b\n')
    expect(await folder.settle()).toEqual(['a\n', 'b\n'])
  })

  it('is refused by name where no file system answers', () => {
    expect(() => new DirectorySource({ directory: 's3://lab/logs' })).toThrow(/s3:\/\//)
  })
})

describe('the end', () => {
  it('comes after two batches without a file, and not while one is on its way', async () => {
    await folder.start()
    await folder.settle()
    await folder.write('a', 'a\n')
    await folder.until(() => !folder.source.idle, { every: 0 })
    expect(folder.source.ended).toBe(false)
    await folder.until(() => folder.read.length === 1)
    expect(folder.source.ended).toBe(false)
    await folder.batch()
    expect(folder.source.ended).toBe(false)
    await folder.batch()
    expect(folder.source.ended).toBe(true)
  })
})
