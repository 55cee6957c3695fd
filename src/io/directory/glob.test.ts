import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expandFolders, fixedPart, isGlob, segmentPattern } from './glob.ts'

const fitting = (pattern: string, names: readonly string[]): string[] =>
  names.filter((name) => segmentPattern(pattern).test(name))

describe('segmentPattern', () => {
  it('knows *, ? and classes', () => {
    const names = ['a', 'ab', 'abc', 'a.c', 'b', 'è', '😀']
    expect(fitting('a*', names)).toEqual(['a', 'ab', 'abc', 'a.c'])
    expect(fitting('a?c', names)).toEqual(['abc', 'a.c'])
    expect(fitting('?', names)).toEqual(['a', 'b', 'è', '😀'])
    expect(fitting('[a-b]', names)).toEqual(['a', 'b'])
    expect(fitting('[!a]', names)).toEqual(['b', 'è', '😀'])
    expect(fitting('[^a]', names)).toEqual(['b', 'è', '😀'])
  })

  it('takes all other letters as they are', () => {
    expect(fitting('a.c+(x)|{1}$', ['a.c+(x)|{1}$', 'abc'])).toEqual(['a.c+(x)|{1}$'])
    expect(fitting('[ab', ['[ab', 'a'])).toEqual(['[ab'])
    expect(fitting('[]]', [']', 'a'])).toEqual([']'])
    expect(fitting('[\\^]', ['\\', '^', 'a'])).toEqual(['\\', '^'])
    expect(fitting('[.]', ['.', 'a'])).toEqual(['.'])
  })
})

describe('expandFolders', () => {
  let root: string

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'tap glob #1 100% è '))
    for (const name of ['2024/a', '2024/b', '2025/a', '2025/.hidden', 'x/a/deep']) {
      await mkdir(join(root, name), { recursive: true })
    }
    await writeFile(join(root, '2024', 'afile'), '')
  })

  afterAll(() => rm(root, { recursive: true }))

  const expand = async (pattern: string): Promise<string[]> =>
    (await expandFolders(join(root, pattern))).map((path) =>
      relative(root, path).replaceAll('\\', '/'),
    )

  it('gives the folders that fit, by name', async () => {
    expect(await expand('20*/a*')).toEqual(['2024/a', '2025/a'])
    expect(await expand('2025/*')).toEqual(['2025/a'])
    expect(await expand('2025/.*')).toEqual(['2025/.hidden'])
    expect(await expand('*/a/deep')).toEqual(['x/a/deep'])
    expect(await expand('[!2]/a')).toEqual(['x/a'])
    expect(await expand('nothing*')).toEqual([])
  })

  it('tells the part that has to exist', () => {
    expect(fixedPart(join(root, 'x', '*', 'y'))).toBe(join(root, 'x'))
    expect(isGlob('logs-*')).toBe(true)
    expect(isGlob('logs')).toBe(false)
  })
})
