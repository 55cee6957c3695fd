import { TAP307 } from '../core/errors/tap307.ts'
import { errorText } from '../core/errors/error-text.ts'
import type { Millis } from '../core/duration.ts'
import { repr } from '../core/text/repr.ts'
import type { FileSystem } from './file-system.ts'
import type { Sink, WriteAttempt } from './sink.ts'

const PIECE = 64 * 1024
const SUCCESS = '_SUCCESS'
const TEMPORARY = '_temporary'

const isMissing = (error: unknown): boolean => (error as { code?: string }).code === 'ENOENT'

const partName = (partition: number): string => `part-${String(partition).padStart(5, '0')}`

/** Text in pieces of about 64 KB, each element followed by a newline: strings and bytes as they are, the rest as printed. */
const pieces = function* (rows: Iterable<unknown>): Generator<Uint8Array> {
  let text = ''
  for (const row of rows) {
    if (row instanceof Uint8Array) {
      yield Buffer.from(text)
      yield row
      text = '\n'
    } else text += `${repr(row)}\n`
    if (text.length < PIECE) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}

/**
 * A folder of text per batch, as Spark leaves it: `part-00000` and so on, one per partition, and `_SUCCESS` when all
 * are there. Until then a part lies in `_temporary`. Writing a batch again replaces what is there.
 */
export class TextFileSink implements Sink<unknown> {
  readonly name = 'text files'
  readonly #fs: FileSystem
  readonly #folderOf: (batchTime: Millis | undefined) => string

  constructor(fs: FileSystem, folderOf: (batchTime: Millis | undefined) => string) {
    this.#fs = fs
    this.#folderOf = folderOf
  }

  async write(
    { batchTime, partition, attempt }: WriteAttempt,
    rows: Iterable<unknown>,
  ): Promise<string> {
    const name = `${partName(partition)}-${attempt}`
    const folder = `${this.#folderOf(batchTime)}/${TEMPORARY}`
    await this.#trying(folder, () => this.#fs.mkdir(folder))
    const path = `${folder}/${name}`
    const writer = await this.#trying(path, () => this.#fs.create(path))
    try {
      for (const bytes of pieces(rows)) await this.#trying(path, () => writer.write(bytes))
      await this.#trying(path, () => writer.sync())
    } finally {
      await writer.close()
    }
    return name
  }

  async commit(batchTime: Millis | undefined, written: readonly string[]): Promise<void> {
    const folder = this.#folderOf(batchTime)
    await this.#trying(folder, async () => {
      await this.#fs.mkdir(folder)
      // What an earlier run left is complete no more, and parts that this one has not must not stay among its own.
      await this.#remove(`${folder}/${SUCCESS}`)
      const parts = new Set(written.map((_, partition) => partName(partition)))
      for (const name of await this.#fs.list(folder)) {
        if (name.startsWith('part-') && !parts.has(name)) await this.#remove(`${folder}/${name}`)
      }
      for (const [partition, name] of written.entries()) {
        await this.#fs.rename(`${folder}/${TEMPORARY}/${name}`, `${folder}/${partName(partition)}`)
      }
      await this.#remove(`${folder}/${TEMPORARY}`)
      const mark = await this.#fs.create(`${folder}/${SUCCESS}`)
      try {
        await mark.sync()
      } finally {
        await mark.close()
      }
    })
  }

  async abort(batchTime: Millis | undefined): Promise<void> {
    await this.#remove(`${this.#folderOf(batchTime)}/${TEMPORARY}`)
  }

  async #remove(path: string): Promise<void> {
    try {
      await this.#fs.remove(path)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }

  async #trying<R>(path: string, f: () => Promise<R>): Promise<R> {
    try {
      return await f()
    } catch (error) {
      throw TAP307({ path, reason: errorText(error), site: undefined }, error)
    }
  }
}
