import { errorText } from '../../core/errors/error-text.ts'
import type { RddNode } from '../../rdd/plan/nodes.ts'
import type { StorageLevel } from '../../rdd/storage-level.ts'
import { isAtHand } from './at-hand.ts'
import { framesOf, rowsOf, Unwritable } from './row-frames.ts'
import { sizeOf } from './size-of.ts'
import type { SpillFolder } from './spill-folder.ts'

type Rows = readonly unknown[]

/** One partition that is kept: in memory, on its way to the disk (then its rows are still there), on the disk. */
interface Kept {
  readonly node: number
  readonly name: string
  readonly partition: number
  readonly level: StorageLevel
  readonly bytes: number
  readonly count: number
  rows: Rows | undefined
  file: string | undefined
  gone: boolean
}

export interface RowStoreOptions {
  /** Bytes of rows in memory, as `sizeOf` estimates them. */
  readonly limit: number
  readonly disk: SpillFolder
  /** Something worth a line to the person at the terminal, once. */
  readonly notice: (once: string, text: string) => void
}

/**
 * Rows of persisted RDDs, partition by partition, until they are forgotten or the RDD is gone.
 * Laws: rows in memory never take more than the limit (those on their way to the disk aside); the partition that was not used for the longest time makes room,
 * but none of the same RDD (its partitions would drive one another out); what finds no room goes to the disk if its level
 * says so, else it is not kept. Not to be kept is never an error: `read` gives undefined, and the lineage computes it.
 */
export class RowStore {
  readonly #o: RowStoreOptions
  readonly #levels = new WeakMap<RddNode, StorageLevel>()
  readonly #kept = new Map<number, Map<number, Kept>>()
  /** Those in memory, the least recently used first. */
  readonly #inMemory = new Set<Kept>()
  readonly #collected = new FinalizationRegistry<number>((id) => this.#drop(id))
  #used = 0
  readonly #writing = new Set<Promise<void>>()

  constructor(options: RowStoreOptions) {
    this.#o = options
  }

  /** Bytes of rows in memory. */
  get used(): number {
    return this.#used
  }

  persist(node: RddNode, level: StorageLevel): void {
    if (!this.#levels.has(node)) this.#collected.register(node, node.id)
    this.#levels.set(node, level)
  }

  levelOf(node: RddNode): StorageLevel | undefined {
    return this.#levels.get(node)
  }

  /** Are rows of the node kept once they are computed? Those that lie in memory anyway are not kept again. */
  keeps(node: RddNode): boolean {
    return this.#levels.has(node) && !isAtHand(node)
  }

  /** A promise only where a disk has to be asked. */
  read(node: RddNode, partition: number): Rows | undefined | Promise<Rows | undefined> {
    const kept = this.#kept.get(node.id)?.get(partition)
    if (kept?.rows === undefined) return kept?.file === undefined ? undefined : this.#load(kept)
    if (this.#inMemory.delete(kept)) this.#inMemory.add(kept)
    return kept.rows
  }

  /** A promise where something is written; the rows can be read meanwhile. */
  put(node: RddNode, partition: number, rows: Rows): void | Promise<void> {
    const level = this.#levels.get(node)
    if (level === undefined) return undefined
    const kept: Kept = {
      node: node.id,
      name: node.name,
      partition,
      level,
      bytes: sizeOf(rows),
      count: rows.length,
      rows,
      file: undefined,
      gone: false,
    }
    const victims = level.useMemory ? this.#victims(kept) : undefined
    if (victims === undefined && !level.useDisk) return undefined
    this.#place(kept)
    if (victims === undefined) return this.#write(kept)
    const writes = victims
      .map((victim) => this.#evict(victim))
      .filter((write) => write !== undefined)
    this.#hold(kept)
    return writes.length === 0 ? undefined : Promise.all(writes).then(() => undefined)
  }

  remove(node: RddNode): void {
    this.#levels.delete(node)
    this.#drop(node.id)
  }

  /** A promise only where something was written. */
  stop(): void | Promise<void> {
    for (const id of [...this.#kept.keys()]) this.#drop(id)
    if (this.#o.disk.isUsed) return Promise.all(this.#writing).then(() => this.#o.disk.stop())
  }

  #hold(kept: Kept): void {
    this.#used += kept.bytes
    this.#inMemory.add(kept)
  }

  #release(kept: Kept): void {
    if (this.#inMemory.delete(kept)) this.#used -= kept.bytes
  }

  /** Who has to go that it fits; undefined when nobody's going is enough. */
  #victims({ node, bytes }: Kept): Kept[] | undefined {
    const victims: Kept[] = []
    let free = this.#o.limit - this.#used
    for (const candidate of this.#inMemory) {
      if (free >= bytes) break
      if (candidate.node === node) continue
      victims.push(candidate)
      free += candidate.bytes
    }
    return free >= bytes ? victims : undefined
  }

  #evict(kept: Kept): Promise<void> | undefined {
    this.#release(kept)
    if (kept.file !== undefined) kept.rows = undefined
    else if (kept.level.useDisk) return this.#write(kept)
    else this.#forget(kept)
    return undefined
  }

  #place(kept: Kept): void {
    const partitions = this.#kept.get(kept.node) ?? new Map<number, Kept>()
    const before = partitions.get(kept.partition)
    if (before !== undefined) this.#forget(before)
    partitions.set(kept.partition, kept)
    this.#kept.set(kept.node, partitions)
  }

  #forget(kept: Kept): void {
    kept.gone = true
    kept.rows = undefined
    this.#release(kept)
    const partitions = this.#kept.get(kept.node)
    if (partitions?.get(kept.partition) === kept) partitions.delete(kept.partition)
    if (kept.file !== undefined) void this.#track(this.#o.disk.remove(kept.file))
  }

  #drop(id: number): void {
    for (const kept of this.#kept.get(id)?.values() ?? []) this.#forget(kept)
    this.#kept.delete(id)
  }

  #track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => this.#writing.delete(tracked))
    this.#writing.add(tracked)
    return tracked
  }

  #write(kept: Kept): Promise<void> {
    return this.#track(this.#written(kept))
  }

  /** A full disk, or a row that is no data, loses nothing but the time to compute the rows again. */
  async #written(kept: Kept): Promise<void> {
    try {
      kept.file = await this.#o.disk.write(framesOf(kept.rows ?? []))
      kept.rows = undefined
      if (kept.gone) await this.#o.disk.remove(kept.file)
    } catch (error) {
      this.#forget(kept)
      const reason =
        error instanceof Unwritable
          ? 'they hold what only memory can hold (a function, or an instance of a class)'
          : errorText(error)
      this.#o.notice(
        `storage ${kept.name} ${reason}`,
        `Partitions of ${kept.name} cannot be kept on disk: ${reason}. They are computed again when they are needed.`,
      )
    }
  }

  async #load(kept: Kept): Promise<Rows | undefined> {
    try {
      const rows = await rowsOf(await this.#o.disk.read(kept.file!), kept.count)
      // Back in memory where there is room for it; nobody has to go for that.
      const room = kept.bytes <= this.#o.limit - this.#used
      if (kept.level.useMemory && room && !kept.gone && kept.rows === undefined) {
        kept.rows = rows
        this.#hold(kept)
      }
      return rows
    } catch (error) {
      const text = `A kept partition of ${kept.name} cannot be read back (${errorText(error)}), and is computed again.`
      this.#o.notice(`storage read ${kept.name}`, text)
      this.#forget(kept)
      return undefined
    }
  }
}
