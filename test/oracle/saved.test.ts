import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SparkContext } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { PARTITIONS, slices } from './arrays.ts'

let root = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tap saved # è 100% '))
})

afterAll(() => rm(root, { recursive: true }))

const partsIn = async (folder: string): Promise<string[]> => {
  const names = (await readdir(folder)).toSorted()
  expect(names.shift()).toBe('_SUCCESS')
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
}

const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'è', ' ', '🚀') }), { maxLength: 9 })

describe('saved text', () => {
  it('has the elements of each partition, line by line', async () => {
    let n = 0
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom(...PARTITIONS), async (rows, parts) => {
        const folder = join(root, `rdd-${n++}`)
        await using sc = new SparkContext('local[2]')
        await sc.parallelize(rows, parts).saveAsTextFile(folder)
        const expected = slices(rows, parts).map((part) => part.map((row) => `${row}\n`).join(''))
        expect(await partsIn(folder)).toEqual(expected)
        expect(await sc.textFile(folder, 1).collect()).toEqual(rows)
      }),
      { numRuns: 25 },
    )
  })

  it('is in a folder per batch', async () => {
    const prefix = pathToFileURL(join(root, 'stream')).href
    await runStreamTest({
      inputs: { words: [['a', 'b'], [], null, ['c']] },
      partitions: 1,
      build: (_, { words }) => {
        words.map((word) => [word, 1]).saveAsTextFiles(prefix, 'txt')
        words.saveAsTextFiles(join(root, 'plain'))
        return {}
      },
    })
    expect((await readdir(root)).filter((name) => !name.startsWith('rdd-')).toSorted()).toEqual(
      ['plain-1000', 'plain-2000', 'plain-4000'].concat([
        'stream-1000.txt',
        'stream-2000.txt',
        'stream-4000.txt',
      ]),
    )
    expect(await partsIn(join(root, 'stream-1000.txt'))).toEqual(["('a', 1)\n('b', 1)\n"])
    expect(await partsIn(join(root, 'stream-2000.txt'))).toEqual([''])
  })

  it('is refused where a folder is, and where no file system answers', async () => {
    await using sc = new SparkContext('local[2]')
    const rdd = sc.parallelize(['a'])
    await expect(rdd.saveAsTextFile(root)).rejects.toMatchObject({ code: 'TAP306' })
    await expect(rdd.saveAsTextFile('hdfs://lab/out')).rejects.toMatchObject({ code: 'TAP304' })
    await expect(rdd.saveAsTextFile('/dev/null/out')).rejects.toMatchObject({ code: 'TAP307' })
    await expect(rdd.saveAsTextFile('')).rejects.toMatchObject({ code: 'TAP109' })
  })

  it('fails the batch that could not be written, and no other', async () => {
    const run = runStreamTest({
      inputs: { words: [['a']] },
      build: (_, { words }) => {
        words.saveAsTextFiles('/dev/null/out')
        return {}
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'TAP307' })
  })
})
