import assert from 'node:assert/strict'
import { realClock, sleep } from '../../core/clock.ts'
import type { Block, Source } from '../source.ts'
import { recordsOf } from './records-of.ts'
import { TestContext } from './test-context.ts'

/** One source, and the hand that works its outside. */
export interface SourceUnderTest {
  readonly source: Source
  /** Gives lines to the outside; the source may see them later. Each is to become one record, the line as a string. */
  feed(lines: readonly string[]): void | Promise<void>
  /** The outside ends, if the source can know of it. */
  finish?(): void | Promise<void>
  /** Frees the outside, after the source has stopped. */
  close(): void | Promise<void>
}

/** What makes a source for each law, and what is particular to it. */
export interface SourceSubject {
  make(): SourceUnderTest | Promise<SourceUnderTest>
  /** Blocks are not cut by time but come as they are, a file each for example. */
  readonly blocksOfTheirOwn?: boolean
  /** Bytes that the source holds for a line. Default: its own, and one for its end. */
  bytesOf?(line: string): number
  /** How long a record may take to arrive, in milliseconds. Default 5 s. */
  readonly patience?: number
}

/** What the laws of a source are written with: a started source, what was taken from it, and short words. */
export class SourceKit {
  readonly #subject: SourceSubject
  context = new TestContext()
  outside!: SourceUnderTest
  taken: Block[] = []

  constructor(subject: SourceSubject) {
    this.#subject = subject
  }

  get source(): Source {
    return this.outside.source
  }

  get blocksOfTheirOwn(): boolean {
    return this.#subject.blocksOfTheirOwn === true
  }

  async begin(blockInterval?: number): Promise<void> {
    this.context = new TestContext(blockInterval)
    this.taken = []
    this.outside = await this.make()
    await this.source.start(this.context)
  }

  async end(): Promise<void> {
    await this.source.stop()
    await this.outside.close()
  }

  async make(): Promise<SourceUnderTest> {
    return this.#subject.make()
  }

  take(): readonly Block[] {
    const blocks = this.source.take(this.context.time)
    this.taken.push(...blocks)
    return blocks
  }

  get records(): unknown[] {
    return recordsOf(this.taken)
  }

  bytesIn(lines: readonly string[]): number {
    const { bytesOf = (line: string) => line.length + 1 } = this.#subject
    return lines.reduce((sum, line) => sum + bytesOf(line), 0)
  }

  async until(condition: () => boolean, what: string): Promise<void> {
    const { patience = 5000 } = this.#subject
    const end = realClock.now() + patience
    while (!condition()) {
      assert.ok(realClock.now() < end, `${what}: not within ${patience} ms`)
      await sleep(realClock, 2)
    }
  }

  /** Takes until there are so many records. */
  async receive(n: number): Promise<void> {
    const arrived = (): boolean => (this.take(), this.records.length >= n)
    await this.until(arrived, `${n} records have arrived`)
  }
}
