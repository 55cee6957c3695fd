import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { LocalFileSystem } from '../local-file-system.ts'
import { Log, readLog } from './log.ts'

const root = mkdtempSync(join(tmpdir(), 'tap log # è 100% '))
afterAll(() => rmSync(root, { recursive: true }))

const fs = new LocalFileSystem()
let files = 0

const record = fc.uint8Array({ maxLength: 40 })

const all = async function* (records: readonly Uint8Array[]) {
  yield* records
}

const written = async (first: readonly Uint8Array[], later: readonly Uint8Array[][]) => {
  const path = join(root, `${files++}.log`)
  const log = await Log.create(fs, path, all(first))
  await Promise.all(later.map((records) => log.append(records)))
  await log.close()
  return path
}

const plain = (records: readonly Uint8Array[]): number[][] => records.map((bytes) => [...bytes])

describe('a log', () => {
  it('gives back what was written, in its order', async () => {
    const batches = fc.array(fc.array(record, { maxLength: 3 }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 4 }), batches, async (first, later) => {
        const path = await written(first, later)
        expect(plain(await readLog(fs, path))).toEqual(plain([...first, ...later.flat()]))
      }),
      { numRuns: 40 },
    )
  })

  it('leaves out a record that was not wholly written, wherever the writing ended', async () => {
    const records = [Buffer.from('one'), Buffer.from(''), Buffer.from('three'), Buffer.from('4')]
    const path = await written(records, [])
    const whole = readFileSync(path)
    const ends = records.map(({ length }, i) =>
      records.slice(0, i).reduce((sum, bytes) => sum + 12 + bytes.length, 12 + length),
    )
    for (let end = 0; end <= whole.length; end++) {
      writeFileSync(path, whole.subarray(0, end))
      const expected = ends.filter((at) => at <= end).length
      expect((await readLog(fs, path)).length).toBe(expected)
    }
  })

  it('refuses one that was changed, and says where; at the very end it counts as not written', async () => {
    const path = await written([Buffer.from('first'), Buffer.from('second')], [])
    const whole = readFileSync(path)
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole)
      changed[at]! ^= 1
      writeFileSync(path, changed)
      const read: unknown = await readLog(fs, path).catch((error: unknown) => error)
      // The second record begins at 17. Only what it says of its own bytes may have been under way.
      if (at >= 17 + 8) expect(read).toHaveLength(1)
      else {
        const message = expect.stringContaining(`byte ${at < 17 ? 0 : 17} `) as string
        expect(read).toMatchObject({ code: 'TAP603', message })
      }
    }
  })

  it('has its name only when what it begins with is whole', async () => {
    const path = join(root, 'half.log')
    const failing = async function* () {
      yield Buffer.from('one')
      throw new Error('no more')
    }
    await expect(Log.create(fs, path, failing())).rejects.toThrow('no more')
    await expect(fs.stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
