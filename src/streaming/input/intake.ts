import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import type { Block, Source, SourceContext } from '../../io/source.ts'

/**
 * One source of a context: which batch took which block is recorded here.
 * Law: what was received and not yet processed stays below a bound; a source above it is paused, and nothing is dropped.
 */
export class Intake {
  readonly streamId: number
  readonly source: Source
  readonly site: CallSite | undefined
  readonly #limit: number
  readonly #taken = new Map<Millis, readonly Block[]>()
  /** Bytes taken by batches that have not completed. */
  #underWay = 0
  #paused = false
  #endless = false
  #context: SourceContext | undefined

  constructor(streamId: number, source: Source, site: CallSite | undefined, limit: number) {
    this.streamId = streamId
    this.source = source
    this.site = site
    this.#limit = limit
  }

  start(context: SourceContext): void | Promise<void> {
    this.#context = context
    return this.source.start(context)
  }

  /** Gives everything that has arrived to the batch; a batch that has its blocks keeps them. */
  allocate(time: Millis): readonly Block[] {
    const before = this.#taken.get(time)
    if (before !== undefined) return before
    const blocks = this.source.take(time)
    // What a batch cannot take is one line that has not ended: it has to be let in, whatever its length.
    this.#endless =
      blocks.length === 0 && this.#underWay === 0 && this.source.buffered > this.#limit
    this.#taken.set(time, blocks)
    this.#underWay += bytesOf(blocks)
    this.regulate()
    return blocks
  }

  blocksOf(time: Millis): readonly Block[] {
    return this.#taken.get(time) ?? []
  }

  /** The batches of which the blocks are known. */
  get times(): readonly Millis[] {
    return [...this.#taken.keys()]
  }

  /** Puts back which blocks a batch had before the process began. */
  restore(time: Millis, blocks: readonly Block[]): void {
    this.#taken.set(time, blocks)
  }

  /** To be called whenever the source says that something changed, and after each batch. */
  regulate(): void {
    const waiting = this.source.buffered + this.#underWay
    if (!this.#paused && waiting > this.#limit && !this.#endless) {
      this.#paused = true
      this.source.pause()
      this.#say(
        'paused',
        `${this.source.name}: ${amount(waiting)} wait to be processed; it is slowed down, nothing is lost.`,
      )
    } else if (this.#paused && (waiting <= this.#limit / 2 || this.#endless)) {
      this.#paused = false
      this.source.resume()
      this.#say('resumed', `${this.source.name}: goes on.`)
    }
  }

  /** The batch has completed: its source may forget it. */
  async completed(time: Millis): Promise<void> {
    const blocks = this.#taken.get(time)
    if (blocks !== undefined) await this.source.acknowledge(blocks)
  }

  /** The batch has ended, whatever became of it: its memory counts no more. */
  released(time: Millis): void {
    this.#underWay -= bytesOf(this.#taken.get(time) ?? [])
    this.regulate()
  }

  /** Lets go of blocks that no batch will ask for again. */
  forget(until: Millis): void {
    for (const time of this.#taken.keys()) if (time <= until) this.#taken.delete(time)
  }

  #say(phase: 'paused' | 'resumed', text: string): void {
    const { site } = this
    this.#context?.events.post({ type: 'SourceState', source: this.source.name, phase, text, site })
  }
}

const bytesOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { bytes }) => sum + bytes, 0)

const amount = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${Math.round(bytes / 1024 / 1024)} MB`
