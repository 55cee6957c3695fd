import { array, assert, asyncProperty, stringMatching } from 'fast-check'
import { expect, test } from 'vitest'

import { wholeLines } from './whole-lines.ts'

async function* chunks(parts: readonly string[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part)
}

const all = async (source: AsyncIterable<Buffer>): Promise<Buffer[]> => {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(piece)
  return pieces
}

const cut = async (...parts: string[]): Promise<string[]> =>
  (await all(wholeLines(chunks(parts)))).map(String)

test('a line across chunks becomes one piece, the others are passed on together', async () => {
  expect(await cut('a\nb\nc', 'd\ne\nf\n')).toEqual(['a\nb\n', 'cd\n', 'e\nf\n'])
})

test('carriage returns stay', async () => {
  expect(await cut('a\r', '\nb\r\n')).toEqual(['a\r\n', 'b\r\n'])
})

test('the last line gets its newline, an empty input gets nothing', async () => {
  expect(await cut('a\nb')).toEqual(['a\n', 'b\n'])
  expect(await cut()).toEqual([])
  expect(await cut('\n')).toEqual(['\n'])
})

test('a chunk of whole lines is passed on without a copy', async () => {
  const chunk = Buffer.from('one\ntwo\n')
  async function* one(): AsyncGenerator<Buffer> {
    yield chunk
  }
  const [piece] = await all(wholeLines(one()))
  expect(piece!.buffer).toBe(chunk.buffer)
  expect(piece!.byteOffset).toBe(chunk.byteOffset)
})

test('a line longer than 1 MB is passed on in parts and still ends with a newline', async () => {
  const long = 'x'.repeat(700_000)
  const pieces = await cut(long, long, long, long)
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.join('')).toBe(`${long.repeat(4)}\n`)
})

test('law: the same bytes in the same order, every piece a run of whole lines', async () => {
  const chunk = stringMatching(/^[ab\r\n]{0,12}$/)
  await assert(
    asyncProperty(array(chunk), async (parts) => {
      const text = parts.join('')
      const pieces = await cut(...parts)
      expect(pieces.join('')).toBe(text === '' || text.endsWith('\n') ? text : `${text}\n`)
      expect(pieces.every((piece) => piece.endsWith('\n'))).toBe(true)
    }),
  )
})
