import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileRef } from '../source.ts'
import { same, type Signature, signatureOf, type StableFile } from './signature.ts'

/** Opened too late, or taken by another program for a moment (Windows): the next look will tell. */
const CHANGED = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EBUSY'])

const hasChanged = (error: unknown): boolean =>
  CHANGED.has((error as NodeJS.ErrnoException).code ?? '')

/** What the reference does not carry is not compared. */
const expected = (file: FileRef & Partial<StableFile>, now: Signature): Signature => ({
  inode: file.inode ?? now.inode,
  size: file.size,
  mtimeMs: file.mtimeMs ?? now.mtimeMs,
})

/**
 * The whole content of a file, if it is still the content that was seen: (inode, size, mtime) are compared before and
 * after reading, on the open file, so that what is renamed over it meanwhile does not matter. `undefined`: it has
 * changed or is gone; tell the source by `changedAgain(path)`, and the new content comes in a later batch.
 * Rejects with Node's error when the file cannot be read at all.
 */
export const readStable = async (file: FileRef): Promise<Uint8Array | undefined> => {
  const handle = await open(file.path).catch((error: unknown) => {
    if (hasChanged(error)) return undefined
    throw error
  })
  if (handle === undefined) return undefined
  try {
    const before = signatureOf(await handle.stat())
    if (!same(before, expected(file, before))) return undefined
    const bytes = new Uint8Array(file.size)
    for (let filled = 0; filled < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled)
      if (bytesRead === 0) return undefined
      filled += bytesRead
    }
    return same(before, signatureOf(await handle.stat())) ? bytes : undefined
  } finally {
    await handle.close()
  }
}

const fill = (fd: number, bytes: Uint8Array): boolean => {
  for (let filled = 0; filled < bytes.length;) {
    const count = readSync(fd, bytes, filled, bytes.length - filled, filled)
    if (count === 0) return false
    filled += count
  }
  return true
}

/** As `readStable`, at once: for small files, where a promise costs more than the reading. */
export const readSmall = (file: StableFile): Uint8Array | undefined => {
  let fd: number
  try {
    fd = openSync(file.path, 'r')
  } catch (error) {
    if (hasChanged(error)) return undefined
    throw error
  }
  try {
    if (!same(file, signatureOf(fstatSync(fd)))) return undefined
    const bytes = new Uint8Array(file.size)
    return fill(fd, bytes) && same(file, signatureOf(fstatSync(fd))) ? bytes : undefined
  } finally {
    closeSync(fd)
  }
}
