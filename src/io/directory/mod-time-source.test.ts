import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realClock, sleep } from '../../core/clock.ts'
import type { Millis } from '../../core/duration.ts'
import { recordsOf } from '../contract/records-of.ts'
import { sourceContract } from '../contract/source-contract.ts'
import { holds } from '../../../test/contract/holds.ts'
import { TestContext } from '../contract/test-context.ts'
import type { Block } from '../source.ts'
import type { FileRow } from './file-form.ts'
import { bytesOf, type ModTimeOptions, ModTimeSource } from './mod-time-source.ts'

const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'tap mtime #1 100% è '))

holds(
  sourceContract,
  {
    blocksOfTheirOwn: true,
    make: async () => {
      const directory = await makeFolder()
      const clock = realClock
      const source = new ModTimeSource({ directory, clock, lookBack: 60_000, remembered: () => 0 })
      // The contract's batch times stand still; those of files do not.
      const take = source.take.bind(source)
      source.take = () => take(realClock.now())
      let number = 0
      return {
        source,
        feed: async (lines) => {
          await writeFile(join(directory, `.${number}`), lines.join('\n'))
          await rename(join(directory, `.${number}`), join(directory, String(number++)))
        },
        finish: () => void [1, 2].map(() => source.take(0)),
        close: () => rm(directory, { recursive: true }),
      }
    },
  },
  {
    skip: [
      {
        reason: 'it looks at the batch time only',
        tests: [
          'tells when something arrived',
          'lets be taken after the stop what arrived before it',
        ],
      },
    ],
  },
)

describe('ModTimeSource', () => {
  let root: string
  let directory: string
  let context: TestContext
  let source: ModTimeSource

  const MINUTE = 60_000
  const open = (options: Partial<ModTimeOptions> = {}): void => {
    const { clock } = context
    const defaults = { directory, clock, lookBack: MINUTE, remembered: () => 0 }
    source = new ModTimeSource({ ...defaults, ...options })
    source.start(context)
  }
  /** Writes a file whose modification time is `millis`. */
  const write = async (name: string, millis: Millis, content = `${name}\n`): Promise<void> => {
    await writeFile(join(directory, name), content)
    await touch(name, millis)
  }
  const touch = (name: string, millis: Millis): Promise<void> =>
    utimes(join(directory, name), millis / 1000, millis / 1000)
  const namesIn = (blocks: readonly Block[]): string[] => blocks.map(({ path }) => basename(path!))
  const takenAt = (time: Millis): string[] => namesIn(source.take(time))

  beforeEach(async () => {
    root = await makeFolder()
    directory = join(root, 'watched')
    await mkdir(directory)
    context = new TestContext()
    context.time = 100_000
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  it.each([
    ['at the start', 100_000, 101_000, false],
    ['a millisecond after the start', 100_001, 101_000, true],
    ['at the batch time', 101_000, 101_000, true],
    ['a millisecond after the batch time', 101_001, 101_000, false],
    ['a minute before the batch', 140_000, 200_000, false],
    ['a millisecond later than that', 140_001, 200_000, true],
  ])('a file modified %s', async (_, modified, batch, taken) => {
    open()
    await write('file', modified)
    expect(takenAt(batch)).toEqual(taken ? ['file'] : [])
  })

  it('takes a file once; a change within the minute is passed over', async () => {
    open()
    await write('file', 100_500)
    expect(takenAt(101_000)).toEqual(['file'])
    expect(takenAt(102_000)).toEqual([])
    await write('file', 103_500, 'changed\n')
    for (let time = 104_000; time <= 161_000; time += 1000) expect(takenAt(time)).toEqual([])
  })

  it('takes a name again when it was written anew and is forgotten', async () => {
    open()
    await write('file', 100_500)
    expect(takenAt(101_000)).toEqual(['file'])
    for (let time = 102_000; time <= 161_000; time += 1000) expect(takenAt(time)).toEqual([])
    await write('file', 161_500)
    // Its batch is older than a minute from the batch at 162 s on, after which it is forgotten.
    expect(takenAt(162_000)).toEqual([])
    expect(takenAt(163_000)).toEqual(['file'])
  })

  it('remembers names as long as the stream keeps its batches', async () => {
    open({ remembered: () => 3 * MINUTE })
    await write('file', 100_500)
    expect(takenAt(101_000)).toEqual(['file'])
    await write('file', 200_000)
    expect(takenAt(201_000)).toEqual([])
  })

  it('waits for the batch whose time reaches a file of the future', async () => {
    open()
    await write('file', 105_000)
    expect([101_000, 104_000, 105_000, 106_000].map(takenAt)).toEqual([[], [], ['file'], []])
  })

  it('takes what was there before when it is told to, if it is not older than a minute', async () => {
    await write('old', 40_500)
    await write('recent', 41_500)
    open({ newFilesOnly: false })
    expect(takenAt(101_000)).toEqual(['recent'])
  })

  it('passes over what an old file is moved in as', async () => {
    await writeFile(join(root, 'outside'), 'old\n')
    await utimes(join(root, 'outside'), 50, 50)
    open()
    await rename(join(root, 'outside'), join(directory, 'moved'))
    expect(takenAt(101_000)).toEqual([])
  })

  it('reads no hidden names, and of the others those that the filter accepts', async () => {
    open({ filter: (path) => !path.endsWith('b') })
    for (const name of ['.hidden', '_hidden', 'a', 'b', 'c~']) await write(name, 100_500)
    expect(takenAt(101_000)).toEqual(['a', 'c~'])
  })

  it('makes one partition of a file, none of an empty one, several of a large one', async () => {
    open()
    await write('a', 100_500)
    await write('empty', 100_500, '')
    await write('large', 100_500, `${'x'.repeat(1023)}\n`.repeat(40 * 1024))
    const blocks = source.take(101_000)
    expect(namesIn(blocks)).toEqual(['a', 'large', 'large'])
    expect(blocks.map(({ number, records, bytes }) => [number, records, bytes])).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
    ])
    const splits = blocks.map(({ content }) =>
      content.kind === 'file' ? content.split : undefined,
    )
    const block = 32 * 1024 * 1024
    expect(splits).toEqual([
      { start: 0, end: 2 },
      { start: 0, end: block },
      { start: block, end: 40 * 1024 * 1024 },
    ])
  })

  it('reads a folder in the folder once, one level deep', async () => {
    open()
    await mkdir(join(directory, 'sub', 'deep'), { recursive: true })
    await writeFile(join(directory, 'sub', 'x'), 'in sub\n')
    await writeFile(join(directory, 'sub', '.y'), 'hidden\n')
    await touch('sub', 100_500)
    const blocks = source.take(101_000)
    expect(recordsOf(blocks)).toEqual(['in sub'])
    expect(namesIn(blocks)).toEqual(['sub'])
    await touch('sub', 101_500)
    expect(takenAt(102_000)).toEqual([])
  })

  it('expands a pattern of folders at each batch', async () => {
    open({ directory: join(directory, 'day-*') })
    await mkdir(join(directory, 'day-1'))
    await writeFile(join(directory, 'day-2'), 'no folder')
    await write(join('day-1', 'a'), 100_500)
    expect(takenAt(101_000)).toEqual(['a'])
    await mkdir(join(directory, 'day-3'))
    await write(join('day-3', 'b'), 101_500)
    expect(takenAt(102_000)).toEqual(['b'])
  })

  it('gives rows of whole files, read when they are looked at', async () => {
    open({ whole: true })
    await write('a', 100_500, 'first')
    const [block] = source.take(101_000)
    await write('a', 100_600, 'as it is now')
    const [row] = recordsOf([block!]) as FileRow[]
    expect(Buffer.from(bytesOf(row!)).toString()).toBe('as it is now')
  })

  it('makes empty batches of a folder that is not there, says so once, and when it is back', async () => {
    await rm(directory, { recursive: true })
    open()
    expect(takenAt(101_000)).toEqual([])
    expect(takenAt(102_000)).toEqual([])
    await mkdir(directory)
    await write('a', 102_500)
    expect(takenAt(103_000)).toEqual(['a'])
    expect(context.phases).toEqual(['connected', 'waiting TAP301', 'connected'])
  })

  it('makes empty batches of what is no folder', async () => {
    await writeFile(join(root, 'file'), 'x')
    open({ directory: join(root, 'file') })
    expect([101_000, 102_000].map(takenAt)).toEqual([[], []])
    expect(context.phases).toEqual(['connected', 'waiting TAP301'])
  })

  it('says why nothing is read where batch times are far from those of files', async () => {
    const notices: string[] = []
    context.events.on((event) => {
      if (event.type === 'Notice') notices.push(event.text)
    })
    context.time = 0
    open()
    await writeFile(join(directory, 'now'), 'x\n')
    for (const time of [1000, 2000, 3000, 4000]) expect(takenAt(time)).toEqual([])
    expect(notices).toEqual([
      expect.stringMatching(/newer than the batch at 1970-01-01 00:00:02: 1\./),
    ])
  })

  it('reads what was written right after it was made, though the file system is a tick late', async () => {
    source = new ModTimeSource({
      directory,
      clock: realClock,
      lookBack: MINUTE,
      remembered: () => 0,
    })
    source.start(context)
    await writeFile(join(directory, 'a'), 'x\n')
    await sleep(realClock, 20)
    expect(takenAt(realClock.now())).toEqual(['a'])
  })
})
