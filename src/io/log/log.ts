import { TAP603 } from '../../core/errors/tap603.ts'
import type { FileSystem, FileWriter } from '../file-system.ts'
import { frame, readFrame } from './frame.ts'

/** A log that is appended to, record by record. */
export class Log {
  readonly path: string
  readonly #writer: FileWriter
  #written: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined
  #waiting: Uint8Array[] = []
  bytes = 0

  private constructor(path: string, writer: FileWriter) {
    this.path = path
    this.#writer = writer
  }

  /** A new log that begins with these records. It has its name only when all of them are on the disk. */
  static async create(
    fs: FileSystem,
    path: string,
    records: AsyncIterable<Uint8Array>,
  ): Promise<Log> {
    const temporary = `${path}.new`
    const writer = await fs.create(temporary)
    let bytes = 0
    try {
      for await (const record of records) {
        const framed = frame(record)
        bytes += framed.length
        await writer.write(framed)
      }
      await writer.sync()
    } catch (error) {
      await writer.close().catch(() => undefined)
      await fs.remove(temporary).catch(() => undefined)
      throw error
    }
    await writer.close()
    await fs.rename(temporary, path)
    const log = new Log(path, await fs.append(path))
    log.bytes = bytes
    return log
  }

  /**
   * Resolves when the records are on the disk, after all that were given before. What is given while the disk is busy
   * goes there together.
   */
  append(records: readonly Uint8Array[]): Promise<void> {
    this.#waiting.push(...records.map(frame))
    // What failed is told to whoever asked for it. Nothing may follow a record that is not whole.
    this.#next ??= this.#written.then(() => this.#flush())
    this.#written = this.#next
    this.#next.catch(() => undefined)
    return this.#next
  }

  async #flush(): Promise<void> {
    const framed = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#next = undefined
    await this.#writer.write(framed)
    await this.#writer.sync()
    this.bytes += framed.length
  }

  async close(): Promise<void> {
    await this.#written.catch(() => undefined)
    await this.#writer.close()
  }
}

const readAll = async (fs: FileSystem, path: string): Promise<Buffer> => {
  const { size } = await fs.stat(path)
  const bytes = Buffer.alloc(size)
  const reader = await fs.open(path)
  try {
    return bytes.subarray(0, await reader.read(bytes, 0))
  } finally {
    await reader.close()
  }
}

/** The records of a log. One that was not wholly written at the end is left out; TAP603 for damage before it. */
export const readLog = async (fs: FileSystem, path: string): Promise<Uint8Array[]> => {
  const log = await readAll(fs, path)
  const records: Uint8Array[] = []
  for (let at = 0; ;) {
    const framed = readFrame(log, at)
    if (framed.kind === 'damaged') throw TAP603({ path, offset: at })
    if (framed.kind !== 'record') return records
    records.push(framed.payload)
    at = framed.next
  }
}
