import { readFileSync } from 'node:fs'
import { decodeChunk } from '../lines/decode-lines.ts'
import { linesOf } from '../lines/lines-of.ts'
import type { Block, BlockContent, LineChunk } from '../source.ts'

const linesIn = (chunks: readonly LineChunk[]): string[] =>
  chunks.flatMap(({ bytes }) => decodeChunk(bytes).split('\n').slice(0, -1))

const recordsIn = (content: BlockContent): readonly unknown[] => {
  if (content.kind === 'lines') return linesIn(content.chunks)
  if (content.kind === 'rows') return content.rows
  return linesIn(linesOf(readFileSync(content.file.path)).chunks)
}

/** The records of taken blocks, in order; files are read now. */
export const recordsOf = (blocks: readonly Block[]): unknown[] =>
  blocks.flatMap(({ content }) => recordsIn(content))
