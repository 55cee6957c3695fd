import { dirname, resolve } from 'node:path'
import { elapsed, realClock } from '../../core/clock.ts'
import type { Millis } from '../../core/duration.ts'
import { pathOf } from '../file-url.ts'
import type { Block, BlockContent, FileRef, SavedSource, Source, SourceContext } from '../source.ts'
import { Alarm } from './alarm.ts'
import { CLOCK_TICK } from './clock-tick.ts'
import { DirectoryNotices } from './directory-notices.ts'
import { type FileForm, textForm } from './file-form.ts'
import { Folders } from './folders.ts'
import { LookQueue } from './look-queue.ts'
import { noneRead } from './none-read.ts'
import type { Signature } from './signature.ts'
import type { SkipReason } from './skipped-name.ts'
import { StableFiles, type TakenFile } from './stable-files.ts'

export interface DirectoryOptions {
  /** A path, a `file:` URL, or a glob of folders (`logs/2024-*`). A relative one starts at the working directory. */
  readonly directory: string
  /** Gets each file's path; decides in place of the rule for unfinished names. Hidden names are never read. */
  readonly filter?: ((path: string) => boolean) | undefined
  /** False: what is there at the start is read too. Default true. */
  readonly newFilesOnly?: boolean | undefined
  /** What was there before this moment and has not changed since is not new. Default: when the source is made. */
  readonly since?: Millis | undefined
  /** What becomes of the files. Default: their lines. */
  readonly form?: FileForm | undefined
  /** How long a file must not have changed. Default 100. */
  readonly stableMillis?: number | undefined
  /** Milliseconds from one full listing to the next. Default 2000. */
  readonly listEvery?: number | undefined
}

/** The content of one file. */
export interface FileBlock extends Block {
  readonly path: string
}

/** What `save` gives. */
interface SavedDirectory {
  readonly since: Millis
  readonly read: readonly (readonly [path: string, content: Signature])[]
}

/** How long names are gathered, to be looked at together. */
const GATHER_MILLIS = 20

/** A program that was away for so long may have missed events of the watch. */
const LATE_MILLIS = 500

/** After so many batches without any file it is said what became of the files that are there. */
const SILENT_TAKES = 3

/** What a waiting block costs beside its bytes, about: a million tiny files are not free. */
const BLOCK_COST = 256

/**
 * The files of a folder, each read once for every content that it had for long enough: the source of `textFileStream`.
 * A file is taken when it appeared or changed after the start and two looks 100 ms apart show the same (inode, size,
 * mtime); a rewrite of a known name counts as a new file. One block per file, in the order in which files became stable:
 * its lines up to 8 MB, above that a reference (`StableFile`) to be read by `readStable`.
 * `start` rejects with TAP301 when the folder is missing or unreadable; one that goes away later is waited for.
 * @example
 * const source = new DirectorySource({ directory: './tapvolume' })
 * await source.start(context)
 * source.take(batchTime)   // [{ number: 0, path: '…/tapvolume/a', content: { kind: 'lines', chunks: [...] }, records: 2, bytes: 11 }]
 */
export class DirectorySource implements Source {
  readonly name: string
  readonly ofFiles = true
  readonly #directory: string
  #since: Millis
  readonly #read = new Map<string, Signature>()
  readonly #form: FileForm
  readonly #listEvery: number
  readonly #queue = new LookQueue()
  readonly #folders: Folders
  readonly #files: StableFiles
  #context: SourceContext | undefined
  #notices: DirectoryNotices | undefined
  #alarm: Alarm | undefined
  #phase: 'new' | 'open' | 'stopped' = 'new'
  #paused = false
  #turn: Promise<void> | undefined
  #listAt = 0
  #blocks: FileBlock[] = []
  #buffered = 0
  #number = 0
  #quietTakes = 0
  #silentTakes = 0

  constructor(options: DirectoryOptions) {
    const { directory, filter, newFilesOnly = true, stableMillis = 100 } = options
    this.name = `directory ${directory}`
    this.#directory = directory
    this.#since = options.since ?? realClock.now()
    this.#listEvery = options.listEvery ?? 2000
    this.#form = options.form ?? textForm
    const rules = {
      filter,
      since: (): Millis => (newFilesOnly ? this.#since - CLOCK_TICK : 0),
      read: this.#read,
    }
    this.#folders = new Folders(resolve(pathOf(directory)), rules, this.#queue, {
      woken: () => this.#wakeWithin(GATHER_MILLIS),
      unsure: () => this.#listSoon(),
      unwatched: (folder, error) => this.#notices?.unwatched(folder, error),
      gone: (error) => this.#notices?.gone(error),
      back: () => this.#notices?.back(),
    })
    this.#files = new StableFiles(this.#queue, stableMillis, this.#form, {
      taken: (file) => this.#keep(file),
      refused: (path, error) => this.#notices?.refused(path, error),
      rested: () => this.#context?.changed(),
    })
  }

  /** Resolves when it is known what was there before, and changes are seen from now on. Rejects with TAP301. */
  async start(context: SourceContext): Promise<void> {
    this.#context = context
    this.#notices = new DirectoryNotices(this.name, this.#directory, context)
    this.#alarm = new Alarm(context.ioClock, (late) => this.#ring(late))
    await this.#folders.open(context.site)
    if (this.#phase === 'stopped') return this.#folders.close()
    this.#phase = 'open'
    this.#listAt = elapsed() + this.#listEvery
    this.#notices.watching()
    this.#rearm()
    context.changed()
  }

  take(_batchTime: Millis): readonly FileBlock[] {
    const blocks = this.#blocks
    this.#blocks = []
    this.#buffered = 0
    this.#quietTakes = blocks.length === 0 && this.idle ? this.#quietTakes + 1 : 0
    if (this.#quietTakes === 2) this.#tellSoon()
    if (this.#number === 0 && ++this.#silentTakes === SILENT_TAKES) this.#explainSilence()
    return blocks
  }

  get buffered(): number {
    return this.#buffered
  }

  /** When it began, and what has been read since; what waits to be taken will be read again. */
  save(): SavedDirectory {
    const waiting = new Set(this.#blocks.map(({ path }) => path))
    const here = this.#folders.all.map(({ path }) => path)
    // A folder that is away just now is remembered as it was.
    const away = [...this.#read].filter(([path]) => !here.includes(dirname(path)))
    const read = [...away, ...this.#folders.all.flatMap((folder) => [...folder.read()])]
    return { since: this.#since, read: read.filter(([path]) => !waiting.has(path)) }
  }

  restore({ saved, taken }: SavedSource): void {
    const { since, read } = saved as SavedDirectory
    this.#since = since
    // Batches that were missed are made up for at once, and say nothing about silence.
    this.#silentTakes = Number.NEGATIVE_INFINITY
    for (const [path, content] of read) this.#read.set(path, content)
    for (const { path, ...content } of taken) this.#read.set(path, content as Signature)
  }

  again(origin: FileRef): BlockContent {
    return this.#form.again(origin)
  }

  /** Files passed over because of their names, at the last listing. */
  get skipped(): Readonly<Record<SkipReason, number>> {
    return this.#folders.skipped
  }

  /** A file handed over by reference was no longer what it had been: its new content is taken once it is stable. */
  changedAgain(path: string): void {
    this.#folders.wake(path)
    this.#wakeWithin(0)
  }

  /** Two batches in a row brought no file, and none is on its way. */
  get ended(): boolean {
    return this.#quietTakes >= 2 && this.idle
  }

  get idle(): boolean {
    if (this.#phase === 'new' || this.#queue.size > 0) return false
    return this.#folders.settled && !this.#files.busy
  }

  pause(): void {
    this.#paused = true
    this.#alarm?.off()
  }

  resume(): void {
    this.#paused = false
    this.#rearm()
  }

  /** Files stay where they are, and what was read is remembered anyway. */
  acknowledge(): void {}

  async stop(): Promise<void> {
    this.#phase = 'stopped'
    this.#alarm?.off()
    await this.#turn
    await this.#folders.close()
  }

  get #looking(): boolean {
    return this.#phase === 'open' && !this.#paused
  }

  #keep(file: TakenFile): void {
    this.#blocks.push({ number: this.#number++, ...file })
    this.#buffered += file.bytes + BLOCK_COST
  }

  #wakeWithin(millis: number): void {
    if (this.#looking) this.#alarm?.within(millis)
  }

  #listSoon(): void {
    this.#listAt = 0
    this.#wakeWithin(0)
  }

  #rearm(): void {
    const now = elapsed()
    const wait = Math.min(this.#queue.wait(now), this.#listAt - now)
    this.#wakeWithin(Math.max(wait, GATHER_MILLIS / 2))
  }

  #ring(lateMillis: number): void {
    if (lateMillis > LATE_MILLIS) this.#folders.doubt()
    if (this.#looking && this.#turn === undefined) this.#turn = this.#work()
  }

  async #work(): Promise<void> {
    const [before, wasIdle] = [this.#number, this.idle]
    await this.#files.run(() => this.#looking)
    if (this.#looking && elapsed() >= this.#listAt) {
      this.#listAt = elapsed() + this.#listEvery
      await this.#folders.list()
    }
    this.#turn = undefined
    this.#rearm()
    if (this.#number !== before || this.idle !== wasIdle) this.#context?.changed()
  }

  /** The one who takes is not called back while it takes. */
  #tellSoon(): void {
    queueMicrotask(() => {
      if (this.#phase === 'open') this.#context?.changed()
    })
  }

  #explainSilence(): void {
    const why = noneRead({
      directory: this.#directory,
      folders: this.#folders.all,
      unstable: this.#queue.size,
      since: this.#since,
      site: this.#context?.site,
    })
    if (why !== undefined) this.#notices?.noneRead(why)
  }
}
