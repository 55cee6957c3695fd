import { linesOf } from '../lines/lines-of.ts'
import type { BlockContent, FileRef } from '../source.ts'

export interface FileContent {
  readonly content: BlockContent
  readonly records: number
  readonly bytes: number
}

/** What becomes of the bytes of a file. */
export interface FileForm {
  of(bytes: Uint8Array, path: string): FileContent
  /** The same, to be read when its batch runs. */
  again(file: FileRef): BlockContent
  /** Up to here a file is read when it becomes stable; a larger one, as lines, when its batch runs. */
  readonly largestInMemory: number
}

/** Its lines. */
export const textForm: FileForm = {
  of: (bytes) => {
    const { chunks, records } = linesOf(bytes)
    const held = chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0)
    return { content: { kind: 'lines', chunks }, records, bytes: held }
  },
  again: (file) => ({ kind: 'file', file }),
  largestInMemory: 8 * 1024 * 1024,
}

/** A file as a row: its path, and what is in it, unless that is to be read when the row is looked at. */
export type FileRow = readonly [path: string, bytes?: Uint8Array]

/** One row with all of it. */
export const wholeForm: FileForm = {
  of: (bytes, path) => {
    const row: FileRow = [path, bytes]
    return { content: { kind: 'rows', rows: [row] }, records: 1, bytes: bytes.length }
  },
  again: ({ path }) => ({ kind: 'rows', rows: [[path] satisfies FileRow] }),
  largestInMemory: Number.POSITIVE_INFINITY,
}
