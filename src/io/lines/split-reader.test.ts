import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LocalFileSystem } from '../local-file-system.ts'
import { decodeChunk } from './decode-lines.ts'
import { SplitReader } from './split-reader.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tap # 100% é '))
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = async (content: Buffer | string, cuts: readonly number[]): Promise<string[]> => {
  const path = join(folder, 'text')
  writeFileSync(path, content)
  const size = Buffer.byteLength(content)
  const edges = [0, ...cuts.filter((c) => c > 0 && c < size).sort((a, b) => a - b), size]
  const lines: string[] = []
  for (let i = 0; i + 1 < edges.length; i++) {
    const split = { file: { path, size }, start: edges[i]!, end: edges[i + 1]! }
    const reader = new SplitReader(new LocalFileSystem(), split, decodeChunk)
    for (let text = await reader.more(); text !== undefined; text = await reader.more()) {
      lines.push(...text.split('\n').slice(0, -1))
    }
  }
  return lines
}

const oracle = (text: string): string[] => {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

describe('SplitReader', () => {
  it('gives every line to exactly one split, wherever the file is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.constant(''), fc.string({ unit: 'grapheme' }))),
        fc.array(fc.nat(200)),
        fc.boolean(),
        async (parts, cuts, ended) => {
          const text =
            parts.map((p) => p.replaceAll(/[\r\n\ufeff]/g, '')).join('\n') + (ended ? '\n' : '')
          expect(await read(text, cuts)).toEqual(oracle(text))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('reads lines longer than what is read at once', async () => {
    const text = `${'a'.repeat(3_000_000)}\nb\n${'c'.repeat(70_000)}`
    expect(await read(text, [5, 1_500_000, 3_000_001])).toEqual(oracle(text))
  })

  it('reads many megabytes in order', async () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `line ${i} ${'x'.repeat(i % 40)}`)
    expect(await read(`${lines.join('\n')}\n`, [1_000_000, 2_097_152])).toEqual(lines)
  })

  it('knows UTF-16 and UTF-8 by their marks, and all line ends', async () => {
    const utf16 = Buffer.from('\ufeffnics,75\r\nuno\n', 'utf16le')
    expect(await read(utf16, [7])).toEqual(['nics,75', 'uno'])
    expect(await read(Buffer.from('\ufeffa\r\nb\rc'), [])).toEqual(['a', 'b', 'c'])
  })
})
