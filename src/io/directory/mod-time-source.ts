import { readdirSync, readFileSync, statSync, type Stats } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Clock, realClock } from '../../core/clock.ts'
import type { Millis } from '../../core/duration.ts'
import { pathOf } from '../file-url.ts'
import type { Block, BlockContent, FileRef, Source, SourceContext } from '../source.ts'
import { CLOCK_TICK } from './clock-tick.ts'
import { DirectoryNotices } from './directory-notices.ts'
import type { FileRow } from './file-form.ts'
import { expandFoldersNow, isGlob } from './glob.ts'

export interface ModTimeOptions {
  /** A path, a `file:` URL, or a glob of folders. */
  readonly directory: string
  /** Gets each file's path. */
  readonly filter?: ((path: string) => boolean) | undefined
  /** False: what was there before is read too, if it is no older than `lookBack`. Default true. */
  readonly newFilesOnly?: boolean | undefined
  /** Each file is one row (`FileRow`), to be read when it is looked at. Default: lines. */
  readonly whole?: boolean | undefined
  /** The batch clock. */
  readonly clock: Clock
  /** How old a file may be at its batch: whole batches. */
  readonly lookBack: Millis
  /** How long the stream keeps its batches; names are remembered as long, and no shorter than `lookBack`. */
  readonly remembered: () => Millis
}

/** Where Hadoop cuts local files. */
const SPLIT = 32 * 1024 * 1024

/** After so many batches without any file it is said why; a run that ends with its input ends then. */
const SILENT_TAKES = 2

/** What one entry of a folder is. */
interface Entry {
  readonly path: string
  readonly stats: Stats
}

const hidden = (name: string): boolean => /^[._]/.test(name)

const lookAt = (path: string): Entry[] => {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats === undefined ? [] : [{ path, stats }]
}

const entriesOf = (folder: string): Entry[] =>
  readdirSync(folder)
    .filter((name) => !hidden(name))
    .flatMap((name) => lookAt(join(folder, name)))

/** A folder that was selected is read one level deep. */
const filesOf = ({ path, stats }: Entry): FileRef[] =>
  (stats.isDirectory()
    ? entriesOf(path).filter((entry) => entry.stats.isFile())
    : [{ path, stats }]
  )
    .map((entry) => ({ path: entry.path, size: entry.stats.size }))
    .filter(({ size }) => size > 0)

const splitsOf = (file: FileRef): BlockContent[] => {
  const splits: BlockContent[] = []
  let start = 0
  // A rest of up to a tenth stays with the last split.
  for (; (file.size - start) / SPLIT > 1.1; start += SPLIT) {
    splits.push({ kind: 'file', file, split: { start, end: start + SPLIT } })
  }
  return [...splits, { kind: 'file', file, split: { start, end: file.size } }]
}

const rowOf = ({ path }: FileRef): BlockContent => {
  const row: FileRow = [path]
  return { kind: 'rows', rows: [row] }
}

/** The bytes of a file's row, read now if they are not in it. */
export const bytesOf = ([path, bytes]: FileRow): Uint8Array => bytes ?? readFileSync(path)

/**
 * The files of a folder as Spark selects them: one look per batch, at its time T. A file is selected when its modification
 * time lies in (max(start, T − lookBack), T] and its path was not selected lately; it is read when its batch runs, as it
 * is then, and not again while its name is remembered. Nothing is held in memory.
 */
export class ModTimeSource implements Source {
  readonly name: string
  readonly ofFiles = true
  readonly buffered = 0
  readonly #o: ModTimeOptions
  readonly #pattern: string
  readonly #since: Millis
  /** Paths, and the batch that took each; in the order of the batches. */
  readonly #recent = new Map<string, Millis>()
  #context: SourceContext | undefined
  #notices: DirectoryNotices | undefined
  #number = 0
  #takes = 0
  #quietTakes = 0
  #absent = false

  constructor(options: ModTimeOptions) {
    const { clock, directory, newFilesOnly = true } = options
    this.#o = options
    this.name = `directory ${directory}`
    this.#pattern = resolve(pathOf(directory))
    // A clock that is moved by hand has nothing to do with that of the file system.
    const since = clock === realClock ? clock.now() - CLOCK_TICK : clock.now()
    this.#since = newFilesOnly ? since : 0
  }

  start(context: SourceContext): void {
    this.#context = context
    this.#notices = new DirectoryNotices(this.name, this.#o.directory, context)
    this.#notices.watching()
    context.changed()
  }

  take(batchTime: Millis): readonly Block[] {
    if (this.#context === undefined) return []
    const entries = this.#list()
    const selected = entries.filter((entry) => this.#isNew(entry, batchTime))
    for (const { path } of selected) {
      this.#recent.delete(path)
      this.#recent.set(path, batchTime)
    }
    this.#forget(batchTime)
    const blocks = selected.flatMap((entry) => this.#blocksOf(entry))
    this.#notice(blocks.length, entries, batchTime)
    return blocks
  }

  /** Two batches in a row brought no file. */
  get ended(): boolean {
    return this.#quietTakes >= 2
  }

  get idle(): boolean {
    return this.#context !== undefined
  }

  pause(): void {}

  resume(): void {}

  acknowledge(): void {}

  stop(): Promise<void> {
    return Promise.resolve()
  }

  #folders(): readonly string[] {
    if (!isGlob(this.#pattern)) return [this.#pattern]
    const literal = statSync(this.#pattern, { throwIfNoEntry: false })
    return literal === undefined ? expandFoldersNow(this.#pattern) : [this.#pattern]
  }

  #list(): readonly Entry[] {
    try {
      const entries = this.#folders().flatMap(entriesOf)
      if (this.#absent) this.#notices!.back()
      this.#absent = false
      return entries
    } catch (error) {
      if (!this.#absent) this.#notices!.absent(error as Error)
      this.#absent = true
      return []
    }
  }

  #isNew({ path, stats }: Entry, time: Millis): boolean {
    if (this.#o.filter?.(path) === false) return false
    const modified = Math.trunc(stats.mtimeMs)
    const threshold = Math.max(this.#since, time - this.#o.lookBack)
    return modified > threshold && modified <= time && !this.#recent.has(path)
  }

  /** After the batch, as after each: names that no batch will look back at. */
  #forget(time: Millis): void {
    const oldest = time - Math.max(this.#o.lookBack, this.#o.remembered())
    for (const [path, taken] of this.#recent) {
      if (taken >= oldest) return
      this.#recent.delete(path)
    }
  }

  #blocksOf(entry: Entry): Block[] {
    const files = filesOf(entry)
    const contents = this.#o.whole === true ? files.map(rowOf) : files.flatMap(splitsOf)
    return contents.map((content) => ({
      number: this.#number++,
      content,
      // How many they are is known when they are read.
      records: 0,
      bytes: 0,
      path: entry.path,
    }))
  }

  #notice(blocks: number, entries: readonly Entry[], time: Millis): void {
    this.#quietTakes = blocks === 0 ? this.#quietTakes + 1 : 0
    // The one who takes is not called back while it takes.
    if (this.#quietTakes === 2) queueMicrotask(() => this.#context?.changed())
    this.#takes++
    if (this.#number > 0 || this.#takes !== SILENT_TAKES || this.#o.clock === realClock) return
    const tooNew = entries.filter(({ stats }) => stats.mtimeMs > time)
    if (tooNew.length > 0) this.#notices?.tooNew(tooNew.length, time)
  }
}
