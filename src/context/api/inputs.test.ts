import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SparkContext } from '../index.ts'

const code = (value: string): unknown => expect.objectContaining({ code: value })

let sc: SparkContext
let folder: string
beforeAll(async () => {
  sc = new SparkContext('local[2]', 'inputs')
  folder = await mkdtemp(join(tmpdir(), 'tap whole #1 100% è-'))
  await mkdir(join(folder, 'inner'))
  const files = {
    'b.txt': 'b1\r\nb2\n',
    'a.txt': 'a1',
    c: '',
    _hidden: 'x',
    '.dot': 'y',
    'inner/d': 'd',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  await writeFile(join(folder, 'wide.log'), Buffer.from('\ufeffè\n', 'utf16le'))
})
afterAll(async () => {
  await sc.stop()
  await rm(folder, { recursive: true })
})

describe('range', () => {
  it('gives the numbers, in the slices of parallelize', async () => {
    const number = fc.integer({ min: -50, max: 50 })
    const step = fc.integer({ min: -7, max: 7 }).filter((n) => n !== 0)
    await fc.assert(
      fc.asyncProperty(
        number,
        number,
        step,
        fc.integer({ min: 1, max: 7 }),
        async (start, end, step, n) => {
          const expected: number[] = []
          for (let x = start; step > 0 ? x < end : x > end; x += step) expected.push(x)
          const parts = (rdd: typeof made) => rdd.glom().collect()
          const made = sc.range(start, end, step, n)
          expect(await parts(made)).toEqual(await parts(sc.parallelize(expected, n)))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('begins at 0 with one number, and takes names', async () => {
    expect(await sc.range(3).collect()).toEqual([0, 1, 2])
    expect(await sc.range(3, null, 2).collect()).toEqual([0, 2])
    expect(await sc.range(4, { numSlices: 2 }).glom().collect()).toEqual([
      [0, 1],
      [2, 3],
    ])
    expect(await sc.range(9, { end: 3, step: -3 }).collect()).toEqual([9, 6])
    expect(sc.range(3).getNumPartitions()).toBe(2)
  })

  it('keeps nothing of the numbers', async () => {
    expect(await sc.range(1e15).take(3)).toEqual([0, 1, 2])
    expect(sc.range(5).toDebugString()).toMatch(
      /MapPartitionsRDD\[\d+\] at range\n.*ParallelCollectionRDD/,
    )
  })

  it('refuses fractions and a step of 0', () => {
    expect(() => sc.range(0.5)).toThrow(code('TAP109'))
    expect(() => sc.range(0, 5, 0)).toThrow(code('TAP109'))
    expect(() => sc.range(0, 5, 1, 0)).toThrow(code('TAP109'))
    expect(() => sc.range('5' as unknown as number)).toThrow(code('TAP109'))
  })
})

describe('wholeTextFiles', () => {
  const named = async (path: string, n?: number): Promise<Record<string, string>> => {
    const pairs = await sc.wholeTextFiles(path, n).collect()
    const head = `file:${folder}/`
    for (const [name] of pairs) expect(name.startsWith(head)).toBe(true)
    return Object.fromEntries(pairs.map(([name, text]) => [name.slice(head.length), text]))
  }

  it('gives names and texts of a folder, line ends as they are', async () => {
    expect(await named(folder)).toEqual({
      'a.txt': 'a1',
      'b.txt': 'b1\r\nb2\n',
      c: '',
      'wide.log': 'è\n',
    })
  })

  it('takes a pattern, a list, a file and a URL', async () => {
    const both = { 'a.txt': 'a1', 'b.txt': 'b1\r\nb2\n' }
    expect(await named(join(folder, '*.txt'))).toEqual(both)
    expect(await named(['b.txt', 'a.txt'].map((name) => join(folder, name)).join(','))).toEqual(
      both,
    )
    expect(await named(pathToFileURL(join(folder, 'a.txt')).href)).toEqual({ 'a.txt': 'a1' })
  })

  it.each([1, 2, 3, 9])('makes about %i partitions, small files together', async (n) => {
    const rdd = sc.wholeTextFiles(folder, n)
    expect(rdd.getNumPartitions()).toBeLessThanOrEqual(Math.min(n, 4))
    expect(await rdd.count()).toBe(4)
  })

  it('refuses what is not there, and schemes by name', () => {
    expect(() => sc.wholeTextFiles(join(folder, 'none'))).toThrow(code('TAP303'))
    expect(() => sc.wholeTextFiles('s3://lab/logs')).toThrow(/s3:\/\//)
    expect(() => sc.textFile('hdfs://lab/logs')).toThrow(/hdfs:\/\//)
  })

  it('says which file has gone since', async () => {
    const path = join(folder, 'gone.txt')
    await writeFile(path, 'x')
    const rdd = sc.wholeTextFiles(path)
    await rm(path)
    await expect(rdd.collect()).rejects.toThrow(/gone\.txt/)
  })
})
