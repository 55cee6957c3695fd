import { followedInAttempt, presentUpdates } from './updates.ts'
import type { NarrowNode } from '../../rdd/plan/nodes.ts'
import { helpersFor } from './blame.ts'
import type { Feed } from './feed.ts'
import type { OperatorLabel } from './operators-of.ts'
import type { Slices } from './slice.ts'

/** Where calls outside of a compiled loop are made, and noted. */
export interface Calls {
  readonly slices: Slices
  /** Below zero: the maker of the feed is running. */
  readonly watch: { readonly at: Int32Array }
}

/** What a function made of an element that it failed on. */
export class FailedElement extends Error {
  readonly record: unknown

  constructor(record: unknown, cause: unknown) {
    super('a call failed', { cause })
    this.record = record
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { then?: unknown }).then === 'function'

/**
 * Calls an asynchronous function ahead of the loop that takes its results.
 * Laws: results come in the order of the elements; no more calls are under way than allowed; none is begun unless the
 * loop asks for more, and none after a failure, which is told at once. Calls may have effects, so one is never broken
 * off and made again.
 */
class Ahead {
  readonly #rows: readonly unknown[]
  readonly #node: NarrowNode
  readonly #calls: Calls
  readonly #flat: (made: unknown, row: unknown) => readonly unknown[]
  readonly #results: (readonly unknown[] | undefined)[] = []
  #begun = 0
  #given = 0
  #underWay = 0
  #failed: FailedElement | undefined
  #wake: () => void = () => undefined

  constructor(rows: readonly unknown[], node: NarrowNode, calls: Calls, maker: OperatorLabel) {
    this.#rows = rows
    this.#node = node
    this.#calls = calls
    const { spread } = helpersFor([maker])
    const { gives } = node.awaits!
    this.#flat = (made, row) => {
      if (gives === 'map') return [made]
      if (gives === 'flatMap') return Array.isArray(made) ? made : spread(made, 0)
      return made ? [row] : []
    }
  }

  /** Results that are next in order; undefined after the last. */
  async next(): Promise<unknown[] | undefined> {
    for (;;) {
      await this.#begin()
      if (this.#failed !== undefined) throw this.#failed
      const ready = this.#ready()
      if (ready.length > 0) return ready
      if (this.#given === this.#rows.length) return undefined
      if (this.#results[this.#given] === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    }
  }

  /** Entering a slice costs more than most calls: as many are begun in one as there is room and time for. */
  async #begin(): Promise<void> {
    const { slices, watch } = this.#calls
    while (this.#mayBegin()) {
      if (slices.over()) await slices.turn()
      if (!this.#mayBegin()) return
      watch.at[0] = -1
      slices.enter(() => {
        do this.#call(this.#begun++)
        while (this.#mayBegin() && !slices.over())
      }, 'whole')
    }
  }

  #mayBegin(): boolean {
    const room = this.#underWay < this.#node.awaits!.concurrency
    return room && this.#begun < this.#rows.length && this.#failed === undefined
  }

  #call(i: number): void {
    const row = this.#rows[i]
    const done = (made: unknown): void => {
      try {
        this.#results[i] = this.#flat(made, row)
      } catch (error) {
        this.#fail(row, error)
      }
    }
    try {
      const call = (): unknown => this.#node.fn.fn(row)
      const updates = presentUpdates()
      const made = updates === undefined ? call() : followedInAttempt(updates, call)
      if (!isThenable(made)) return done(made)
      this.#underWay++
      Promise.resolve(made)
        .then(done, (error: unknown) => this.#fail(row, error))
        .finally(() => {
          this.#underWay--
          this.#wake()
        })
        .catch(() => undefined)
    } catch (error) {
      this.#fail(row, error)
    }
  }

  #fail(row: unknown, error: unknown): void {
    this.#failed ??= new FailedElement(row, error)
  }

  #ready(): unknown[] {
    const ready: unknown[] = []
    for (; this.#given < this.#rows.length; this.#given++) {
      const result = this.#results[this.#given]
      if (result === undefined) break
      for (const row of result) ready.push(row)
      this.#results[this.#given] = undefined
    }
    return ready
  }
}

/** What the promises of a function give for the rows of a partition. */
export const aheadFeed = (rows: readonly unknown[], node: NarrowNode, calls: Calls): Feed => {
  const maker = { name: node.name, kind: node.op, identity: node.identity, site: node.site }
  const ahead = new Ahead(rows, node, calls, maker)
  return {
    form: 'rows',
    maker,
    next: async () => {
      // The loop asks from within a slice; calls have slices of their own.
      await Promise.resolve()
      const s = await ahead.next()
      return s === undefined ? undefined : { form: 'rows', s }
    },
  }
}
