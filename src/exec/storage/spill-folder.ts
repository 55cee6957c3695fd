import type { FileSystem } from '../../io/file-system.ts'
import { type TemporaryFolder, temporaryFolder } from '../../io/temporary-folder.ts'

/** Files of partitions, in a folder that is made with the first and removed with the context. */
export class SpillFolder {
  readonly #files: FileSystem
  readonly #parent: string | undefined
  #folder: Promise<TemporaryFolder> | undefined
  #last = 0

  constructor(files: FileSystem, parent: string | undefined) {
    this.#files = files
    this.#parent = parent
  }

  get isUsed(): boolean {
    return this.#folder !== undefined
  }

  /** The path under which the pieces were written. What could not be written whole is removed. */
  async write(pieces: AsyncIterable<Uint8Array>): Promise<string> {
    this.#folder ??= temporaryFolder(this.#parent)
    const { path: folder } = await this.#folder
    const path = `${folder}/${this.#last++}.rows`
    const file = await this.#files.create(path)
    try {
      for await (const piece of pieces) await file.write(piece)
    } catch (error) {
      await file.close().catch(() => undefined)
      await this.remove(path)
      throw error
    }
    await file.close()
    return path
  }

  async read(path: string): Promise<Uint8Array> {
    const { size } = await this.#files.stat(path)
    const file = await this.#files.open(path)
    try {
      const bytes = new Uint8Array(size)
      const n = await file.read(bytes, 0)
      return bytes.subarray(0, n)
    } finally {
      await file.close()
    }
  }

  /** A file that is gone already is no trouble, and one that stays goes with the folder. */
  async remove(path: string): Promise<void> {
    await this.#files.remove(path).catch(() => undefined)
  }

  async stop(): Promise<void> {
    const folder = await this.#folder?.catch(() => undefined)
    this.#folder = undefined
    await folder?.remove()
  }
}
