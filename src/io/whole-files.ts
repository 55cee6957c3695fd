import { resolve } from 'node:path'
import { TAP303 } from '../core/errors/tap303.ts'
import type { FileSystem } from './file-system.ts'
import { fileSystemFor } from './file-url.ts'
import { startOf, UNMARKED } from './lines/byte-order-mark.ts'
import { decodeChunk } from './lines/decode-lines.ts'
import { utf16be, utf8 } from './lines/text-form.ts'
import type { FileRef } from './source.ts'

/** Files that are read whole, in as many groups as make about `minGroups` of one size; small ones share a group. */
export const groupedFiles = (files: readonly FileRef[], minGroups: number): FileRef[][] => {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const enough = total === 0 ? Number.POSITIVE_INFINITY : Math.ceil(total / minGroups)
  const groups: FileRef[][] = []
  let filled = enough
  for (const file of files) {
    if (filled >= enough) {
      groups.push([])
      filled = 0
    }
    groups.at(-1)!.push(file)
    filled += file.size
  }
  return groups
}

/** Hadoop's name of a file: `file:/tmp/lab/a.txt`, with nothing encoded. */
export const hadoopName = (path: string): string => {
  const absolute = resolve(path).replaceAll('\\', '/')
  return `file:${absolute.startsWith('/') ? '' : '/'}${absolute}`
}

/** UTF-8, or UTF-16 by its byte order mark; line ends stay as they are. */
const textOf = (bytes: Uint8Array, decode: (bytes: Uint8Array) => string): string => {
  const { form, mark } = startOf(bytes) ?? UNMARKED
  const text = bytes.subarray(mark)
  if (form === utf8) return decode(text)
  return new TextDecoder(form === utf16be ? 'utf-16be' : 'utf-16le').decode(text)
}

const bytesOf = async (files: FileSystem, path: string): Promise<Uint8Array> => {
  const { size } = await files.stat(path)
  const file = await files.open(path)
  try {
    const bytes = new Uint8Array(size)
    return bytes.subarray(0, await file.read(bytes, 0))
  } finally {
    await file.close()
  }
}

/** Name and text of a file; TAP303 when it is gone. */
export const wholeFile = async (
  { path }: FileRef,
  decode: (bytes: Uint8Array) => string = decodeChunk,
  files = fileSystemFor(path),
): Promise<[name: string, text: string]> => {
  try {
    return [hadoopName(path), textOf(await bytesOf(files, path), decode)]
  } catch (error) {
    throw TAP303({ path, reason: (error as Error).message, site: undefined }, error)
  }
}
