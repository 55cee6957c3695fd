import { TAP511 } from '../../core/errors/tap511.ts'

/**
 * What a node over a key space is computed from, until its columns exist. Then it is cut: every batch builds on the one
 * before, and without the cut the first would stay reachable, with its input, as long as the stream runs.
 */
export class Lineage<Parents> {
  #parents: Parents | undefined

  constructor(parents: Parents) {
    this.#parents = parents
  }

  /** TAP511 when it has been cut and the columns were dropped. */
  get(): Parents {
    if (this.#parents === undefined) throw TAP511({})
    return this.#parents
  }

  get isCut(): boolean {
    return this.#parents === undefined
  }

  cut(): void {
    this.#parents = undefined
  }
}
