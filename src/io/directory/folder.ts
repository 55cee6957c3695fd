import { stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { Millis } from '../../core/duration.ts'
import { eachEntry } from './each-entry.ts'
import { type Known, KnownNames } from './known-names.ts'
import type { LookQueue } from './look-queue.ts'
import { type Look, lookAt, same, type Signature } from './signature.ts'
import { type SkipReason, skipReason } from './skipped-name.ts'
import { type Watch, watchFolder } from './watch.ts'

export interface FolderRules {
  readonly filter?: ((path: string) => boolean) | undefined
  /** What was touched before is not read; 0: everything is. */
  readonly since: () => Millis
  /** Contents that were read before the process began, by path. */
  readonly read: ReadonlyMap<string, Signature>
}

export interface FolderEvents {
  /** Names wait in the queue. */
  woken(): void
  /** A listing is wanted now. */
  unsure(): void
  /** No watch: from now on every listing looks at every name. */
  unwatched(folder: string, error: Error): void
}

interface ListingRule {
  /** Whether to look at it at all. */
  suspect(known: Known): boolean
  /** Whether what the look shows may have to be read. */
  wanted(known: Known, look: Look, path: string): boolean
}

interface Found {
  readonly name: string
  readonly path: string
  readonly touchedMs: number
}

/**
 * One folder: its listing, its watch, and the memory of its names. The listing decides what is there; the watch only says
 * which names to look at sooner. A name is looked at when the watch named it, when it is new, or when it is not yet
 * stable; at all names only where the watch cannot be relied on: it has just begun, it failed, it heard nothing of a
 * file that came, or the program was so long away that the system may have dropped events.
 */
export class Folder {
  readonly path: string
  readonly names = new KnownNames()
  skipped: Readonly<Record<SkipReason, number>> = { hidden: 0, unfinished: 0, refused: 0 }
  readonly #rules: FolderRules
  readonly #queue: LookQueue
  readonly #events: FolderEvents
  #watch: Watch | 'off' | 'starting' | 'failed' = 'off'
  #starting: Promise<void> | undefined
  #identity = ''
  #doubt = true
  #heard = 0
  #unheard = 0

  constructor(path: string, rules: FolderRules, queue: LookQueue, events: FolderEvents) {
    this.path = path
    this.#rules = rules
    this.#queue = queue
    this.#events = events
  }

  /** Nothing can have happened here of which nothing is known, as far as the system tells. */
  get settled(): boolean {
    return this.#watch !== 'starting' && !this.#doubt
  }

  /** The next listing looks at every name. */
  doubt(): void {
    this.#doubt = true
  }

  /** A file was taken; was it heard of? */
  taken(known: Known): void {
    if (!known.unheard) return
    this.#unheard++
    this.#doubt = true
    known.unheard = false
  }

  /** The contents that were read, or were there before the start, by path. */
  *read(): Iterable<readonly [path: string, content: Signature]> {
    for (const [name, { taken }] of this.names.entries()) {
      if (taken !== undefined) yield [this.#pathOf(name), taken]
    }
  }

  /** A name was looked at, and there is no file of that name. */
  lost(name: string): void {
    if (this.names.get(name)?.taken === undefined) this.names.delete(name)
  }

  /** The listing at the start: what was here before is remembered, not read. */
  async listFirst(): Promise<void> {
    await this.#list({
      suspect: () => true,
      wanted: (known, { signature, touchedMs }, path) => {
        known.taken ??= touchedMs < this.#rules.since() ? signature : this.#rules.read.get(path)
        return !same(signature, known.taken)
      },
    })
  }

  /** Rejects with Node's error when the folder is gone or cannot be read. */
  async list(): Promise<void> {
    const deaf = this.#heard === 0 && this.#unheard > 0
    const all = this.#doubt || deaf || !this.#watching
    await this.#list({
      suspect: (known) => all || known.taken === undefined,
      wanted: (known, { signature }) => !same(signature, known.taken),
    })
  }

  /** Resolves when changes are seen from now on, and what changed before that waits in the queue. */
  async watched(): Promise<void> {
    await this.#starting
    await this.list()
  }

  async close(): Promise<void> {
    const watch = this.#watch
    this.#watch = 'off'
    if (typeof watch === 'object') await watch.close()
    await this.#starting
  }

  get #watching(): boolean {
    return typeof this.#watch === 'object'
  }

  /** Wakes the wanted names, in the order in which they were touched: a listing has no order of its own. */
  async #list(rule: ListingRule): Promise<void> {
    await this.#watchAnew()
    this.#doubt = false
    this.names.beginListing()
    const skipped = { hidden: 0, unfinished: 0, refused: 0 }
    const found: Found[] = []
    await eachEntry(this.path, (entry) => {
      if (entry.isDirectory()) return
      const path = this.#pathOf(entry.name)
      const reason = skipReason(entry.name, path, this.#rules.filter)
      if (reason === undefined) found.push(...this.#inspect(entry.name, path, rule))
      else skipped[reason]++
    })
    await this.names.endListing(this.path)
    this.skipped = skipped
    found.sort((a, b) => a.touchedMs - b.touchedMs)
    for (const { name, path } of found) this.#queue.wake(this, name, path)
  }

  #inspect(name: string, path: string, { suspect, wanted }: ListingRule): readonly Found[] {
    const known = this.names.of(name, this.#watching)
    this.names.listed(known)
    const look = suspect(known) ? lookAt(path) : undefined
    if (look === undefined || !wanted(known, look, path)) return []
    return [{ name, path, touchedMs: look.touchedMs }]
  }

  #pathOf(name: string): string {
    return this.path.endsWith(sep) ? this.path + name : this.path + sep + name
  }

  /** A folder that was removed and made again has a new identity, and needs a new watch. */
  async #watchAnew(): Promise<void> {
    const { ino, birthtimeMs } = await stat(this.path)
    const identity = `${ino} ${birthtimeMs}`
    if (this.#identity === identity && this.#watch !== 'off') return
    await this.close()
    this.#identity = identity
    this.#watch = 'starting'
    this.#starting = this.#startWatch()
  }

  async #startWatch(): Promise<void> {
    try {
      const watch = await watchFolder(this.path, {
        named: (name) => this.#named(name),
        failed: (error) => this.#failed(error),
      })
      if (this.#watch !== 'starting') return await watch.close()
      this.#watch = watch
      this.#doubt = true
      this.#events.unsure()
    } catch (error) {
      this.#failed(error as Error)
    }
  }

  #named(name: string | undefined): void {
    this.#heard++
    if (name === undefined) {
      this.#doubt = true
      return
    }
    const path = this.#pathOf(name)
    if (skipReason(name, path, this.#rules.filter) !== undefined) return
    this.names.of(name).unheard = false
    this.#queue.wake(this, name, path)
    this.#events.woken()
  }

  #failed(error: Error): void {
    const watch = this.#watch
    if (watch === 'off') return
    this.#watch = 'failed'
    if (typeof watch === 'object') void watch.close()
    this.#events.unwatched(this.path, error)
  }
}
