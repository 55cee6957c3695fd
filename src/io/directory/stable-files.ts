import { elapsed } from '../../core/clock.ts'
import type { FileForm, FileContent } from './file-form.ts'
import type { Known } from './known-names.ts'
import type { LookQueue, Pending } from './look-queue.ts'
import { readSmall, readStable } from './read-stable.ts'
import { lookAt, same, type StableFile } from './signature.ts'
import { Slice } from './slice.ts'

/** Up to here a file is read in one go, without giving the event loop a turn. */
const SMALL = 64 * 1024

export interface TakenFile extends FileContent {
  readonly path: string
  readonly origin: StableFile
}

export interface StableFileEvents {
  taken(file: TakenFile): void
  /** The file is stable, but this user may not read it, or the disk fails. */
  refused(path: string, error: Error): void
  /** The event loop has had a turn; looking goes on unless it is no longer wanted. */
  rested(): void
}

/**
 * The rule by which files are taken: two looks at least `stableMillis` apart show the same (inode, size, mtime), and the
 * size is not 0. A file up to 8 MB is read at that moment, and the three compared again around the reading, so what is
 * handed on is one content that the writer had finished, whatever becomes of the name before its batch runs.
 */
export class StableFiles {
  readonly #queue: LookQueue
  readonly #stableMillis: number
  readonly #form: FileForm
  readonly #events: StableFileEvents
  #busy = false

  constructor(queue: LookQueue, stableMillis: number, form: FileForm, events: StableFileEvents) {
    this.#queue = queue
    this.#stableMillis = stableMillis
    this.#form = form
    this.#events = events
  }

  /** A file is being read that waits in no queue. */
  get busy(): boolean {
    return this.#busy
  }

  /** Looks at every name that is due, in slices, while `wanted` says so. */
  async run(wanted: () => boolean): Promise<void> {
    const slice = new Slice()
    for (let next = this.#next(wanted); next !== undefined; next = this.#next(wanted)) {
      this.#busy = true
      const reading = this.#look(next)
      if (reading !== undefined) await reading
      this.#busy = false
      if (!slice.over) continue
      await slice.rest()
      this.#events.rested()
    }
  }

  #next(wanted: () => boolean): Pending | undefined {
    return wanted() ? this.#queue.next(elapsed()) : undefined
  }

  #look(pending: Pending): Promise<void> | undefined {
    const { folder, name, path, first } = pending
    const signature = lookAt(path)?.signature
    if (signature === undefined) {
      folder.lost(name)
      return undefined
    }
    const known = folder.names.of(name)
    if (same(signature, known.taken)) return undefined
    if (!same(signature, first)) {
      this.#queue.again(pending, signature, elapsed() + this.#stableMillis)
      return undefined
    }
    if (signature.size > 0) return this.#read(pending, known, { path, ...signature })
    known.taken = signature
    return undefined
  }

  #read(pending: Pending, known: Known, file: StableFile): Promise<void> | undefined {
    if (file.size > this.#form.largestInMemory) {
      this.#take(pending, known, file, {
        content: this.#form.again(file),
        records: 0,
        bytes: 0,
      })
      return undefined
    }
    if (file.size > SMALL) return this.#readLarge(pending, known, file)
    try {
      this.#keep(pending, known, file, readSmall(file))
    } catch (error) {
      this.#refuse(known, file, error as Error)
    }
    return undefined
  }

  async #readLarge(pending: Pending, known: Known, file: StableFile): Promise<void> {
    try {
      this.#keep(pending, known, file, await readStable(file))
    } catch (error) {
      this.#refuse(known, file, error as Error)
    }
  }

  #keep(pending: Pending, known: Known, file: StableFile, bytes: Uint8Array | undefined): void {
    if (bytes === undefined) {
      this.#queue.wake(pending.folder, pending.name, pending.path)
      return
    }
    this.#take(pending, known, file, this.#form.of(bytes, file.path))
  }

  #take({ folder }: Pending, known: Known, file: StableFile, content: FileContent): void {
    const { inode, size, mtimeMs } = file
    known.taken = { inode, size, mtimeMs }
    folder.taken(known)
    this.#events.taken({ path: file.path, origin: file, ...content })
  }

  /** The next listing asks again. */
  #refuse(known: Known, file: StableFile, error: Error): void {
    known.taken = undefined
    this.#events.refused(file.path, error)
  }
}
