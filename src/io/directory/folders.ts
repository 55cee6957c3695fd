import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { CallSite } from '../../core/errors/tap-error.ts'
import { Folder, type FolderEvents, type FolderRules } from './folder.ts'
import { expandFolders, fixedPart, isGlob } from './glob.ts'
import type { LookQueue } from './look-queue.ts'
import { requireFolder } from './require-folder.ts'
import type { SkipReason } from './skipped-name.ts'

export interface FoldersEvents extends FolderEvents {
  /** No folder could be listed, after it had been possible. */
  gone(error: Error | undefined): void
  /** A folder can be listed again. */
  back(): void
}

/** The folder, or the folders of a glob, that one stream reads. */
export class Folders {
  readonly #path: string
  readonly #rules: FolderRules
  readonly #queue: LookQueue
  readonly #events: FoldersEvents
  readonly #byPath = new Map<string, Folder>()
  #glob = false
  #there = true

  constructor(path: string, rules: FolderRules, queue: LookQueue, events: FoldersEvents) {
    this.#path = path
    this.#rules = rules
    this.#queue = queue
    this.#events = events
  }

  /**
   * Resolves when it is known what was there before, and changes are seen from now on. Rejects with TAP301. A path that
   * exists is no glob, whatever its letters.
   */
  async open(site: CallSite | undefined): Promise<void> {
    this.#glob = isGlob(this.#path) && (await stat(this.#path).catch(() => undefined)) === undefined
    await requireFolder(this.#glob ? fixedPart(this.#path) : this.#path, site)
    await this.#list((folder) => folder.listFirst())
    await this.#list((folder) => folder.watched())
  }

  /** Lists all folders there are now. Never rejects: a folder that cannot be listed has no new files. */
  list(): Promise<void> {
    return this.#list((folder) => folder.list())
  }

  get all(): readonly Folder[] {
    return [...this.#byPath.values()]
  }

  get settled(): boolean {
    return this.all.every((folder) => folder.settled)
  }

  get skipped(): Readonly<Record<SkipReason, number>> {
    const sum = { hidden: 0, unfinished: 0, refused: 0 }
    for (const { skipped } of this.#byPath.values()) {
      sum.hidden += skipped.hidden
      sum.unfinished += skipped.unfinished
      sum.refused += skipped.refused
    }
    return sum
  }

  /** Asks for a look at a file of one of the folders. */
  wake(path: string): void {
    const folder = this.#byPath.get(dirname(path))
    if (folder !== undefined) this.#queue.wake(folder, basename(path), path)
  }

  doubt(): void {
    for (const folder of this.#byPath.values()) folder.doubt()
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((folder) => folder.close()))
  }

  async #list(list: (folder: Folder) => Promise<void>): Promise<void> {
    const paths = this.#glob ? await expandFolders(this.#path) : [this.#path]
    let trouble: Error | undefined
    let listed = 0
    for (const path of paths) {
      const folder = this.#folder(path)
      try {
        await list(folder)
        listed++
      } catch (error) {
        trouble = error as Error
        await folder.close()
      }
    }
    this.#noticePresence(listed > 0, trouble)
  }

  #folder(path: string): Folder {
    let folder = this.#byPath.get(path)
    if (folder === undefined) {
      folder = new Folder(path, this.#rules, this.#queue, this.#events)
      this.#byPath.set(path, folder)
    }
    return folder
  }

  #noticePresence(there: boolean, trouble: Error | undefined): void {
    if (there === this.#there) return
    this.#there = there
    if (there) this.#events.back()
    else this.#events.gone(trouble)
  }
}
