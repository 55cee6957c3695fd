import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { elapsed, realClock, sleep } from '../../core/clock.ts'
import { TestContext } from '../contract/test-context.ts'
import { linesOf } from '../lines/lines-of.ts'
import type { LineChunk } from '../source.ts'
import { type DirectoryOptions, DirectorySource, type FileBlock } from './directory-source.ts'
import { readStable } from './read-stable.ts'

const text = (chunks: readonly LineChunk[]): string =>
  chunks.map(({ bytes }) => new TextDecoder().decode(bytes)).join('')

/** A watched folder in a temporary one, and a driver that takes batches as the engine does. */
export class TestFolder {
  readonly context = new TestContext()
  readonly root: string
  readonly path: string
  /** Contents in the order in which they were read. */
  readonly read: string[] = []
  /** The same by name. */
  readonly readByName = new Map<string, string[]>()
  #source: DirectorySource | undefined

  private constructor(root: string) {
    this.root = root
    this.path = join(root, 'watched')
  }

  static async make(): Promise<TestFolder> {
    const folder = new TestFolder(await mkdtemp(join(tmpdir(), 'tap dir #1 100% è ')))
    await mkdir(folder.path)
    await mkdir(folder.outside(''))
    return folder
  }

  get source(): DirectorySource {
    if (this.#source === undefined) throw new Error('open the source first')
    return this.#source
  }

  open(options: Partial<DirectoryOptions> = {}): DirectorySource {
    this.#source = new DirectorySource({ directory: this.path, ...options })
    return this.#source
  }

  /** A source that runs, and has nothing to do. */
  async start(options: Partial<DirectoryOptions> = {}): Promise<void> {
    await this.open(options).start(this.context)
    await this.until(() => this.source.idle)
  }

  in(name: string): string {
    return join(this.path, name)
  }

  outside(name: string): string {
    return join(this.root, 'outside', name)
  }

  async write(name: string, content: string): Promise<void> {
    await writeFile(this.in(name), content)
  }

  async append(name: string, content: string): Promise<void> {
    await appendFile(this.in(name), content)
  }

  async moveIn(from: string, name: string): Promise<void> {
    await rename(this.outside(from), this.in(name))
  }

  /** One batch, of which every file is read. */
  async batch(): Promise<readonly FileBlock[]> {
    const blocks = this.source.take(realClock.now())
    for (const { path, content } of blocks) {
      if (content.kind === 'lines') this.#reads(path, text(content.chunks))
      if (content.kind !== 'file') continue
      const bytes = await readStable(content.file)
      if (bytes === undefined) this.source.changedAgain(content.file.path)
      else this.#reads(path, text(linesOf(bytes).chunks))
    }
    return blocks
  }

  /** Takes batches until the condition holds. */
  async until(
    condition: () => boolean,
    { every = 5, patience = 15_000 }: { readonly every?: number; readonly patience?: number } = {},
  ): Promise<void> {
    const latest = elapsed() + patience
    while (!condition()) {
      if (elapsed() > latest) throw new Error(`waited in vain; read: ${JSON.stringify(this.read)}`)
      await this.batch()
      await sleep(realClock, every)
    }
  }

  /** Takes batches until the source has twice found nothing to do. */
  async settle(): Promise<readonly string[]> {
    // The watch needs a moment to name what was just done.
    await sleep(realClock, 60)
    await this.until(() => this.source.ended)
    return this.read
  }

  #reads(path: string, content: string): void {
    const name = basename(path)
    this.read.push(content)
    this.readByName.set(name, [...(this.readByName.get(name) ?? []), content])
  }

  async close(): Promise<void> {
    await this.#source?.stop()
    await rm(this.root, { recursive: true, force: true })
  }
}
