import { readSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileReader, FileStatus, FileSystem, FileWriter } from './file-system.ts'

class LocalReader implements FileReader {
  readonly #handle: fs.FileHandle

  constructor(handle: fs.FileHandle) {
    this.#handle = handle
  }

  async read(into: Uint8Array, position: number): Promise<number> {
    let filled = 0
    while (filled < into.length) {
      const rest = into.length - filled
      const { bytesRead } = await this.#handle.read(into, filled, rest, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }

  readSync(into: Uint8Array, position: number): number {
    let filled = 0
    while (filled < into.length) {
      const n = readSync(this.#handle.fd, into, filled, into.length - filled, position + filled)
      if (n === 0) break
      filled += n
    }
    return filled
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}

/** One `write` at a time: the handle's own position says where the next one goes. */
class LocalWriter implements FileWriter {
  readonly #handle: fs.FileHandle

  constructor(handle: fs.FileHandle) {
    this.#handle = handle
  }

  async write(bytes: Uint8Array): Promise<void> {
    let written = 0
    while (written < bytes.length) {
      written += (await this.#handle.write(bytes, written)).bytesWritten
    }
  }

  sync(): Promise<void> {
    return this.#handle.datasync()
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}

/** Makes a rename in `folder` durable. Windows opens no folder, some network disks sync none: there it is left out. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await fs.open(folder, 'r').catch(() => undefined)
  if (handle === undefined) return
  try {
    await handle.sync().catch(() => {})
  } finally {
    await handle.close()
  }
}

/**
 * The disks of this computer, through Node. Paths are made plain by `pathOf` first, so `file:` URLs work;
 * errors are Node's own, with their `code`.
 */
export class LocalFileSystem implements FileSystem {
  readonly scheme = 'file'
  readonly #plain: (path: string) => string

  constructor(plain: (path: string) => string = (path) => path) {
    this.#plain = plain
  }

  list(directory: string): Promise<readonly string[]> {
    return fs.readdir(this.#plain(directory))
  }

  async stat(path: string): Promise<FileStatus> {
    const stats = await fs.stat(this.#plain(path))
    return {
      path,
      size: stats.size,
      mtimeMs: stats.mtimeMs,
      inode: stats.ino,
      isDirectory: stats.isDirectory(),
    }
  }

  async open(path: string): Promise<FileReader> {
    return new LocalReader(await fs.open(this.#plain(path), 'r'))
  }

  async create(path: string): Promise<FileWriter> {
    return new LocalWriter(await fs.open(this.#plain(path), 'w'))
  }

  async append(path: string): Promise<FileWriter> {
    return new LocalWriter(await fs.open(this.#plain(path), 'a'))
  }

  /** Durable on return: what was renamed does not fall back to its old name when the power goes. */
  async rename(from: string, to: string): Promise<void> {
    const [source, target] = [this.#plain(from), this.#plain(to)]
    await fs.rename(source, target)
    await syncFolder(dirname(target))
    if (dirname(source) !== dirname(target)) await syncFolder(dirname(source))
  }

  /** A folder goes with everything in it. */
  remove(path: string): Promise<void> {
    return fs.rm(this.#plain(path), { recursive: true })
  }

  async mkdir(path: string): Promise<void> {
    await fs.mkdir(this.#plain(path), { recursive: true })
  }
}
