import { join } from 'node:path'
import { lookAt, type Signature } from './signature.ts'
import { Slice } from './slice.ts'

/** What is remembered of a name. */
export interface Known {
  /** The content that was read, or was there before the start; undefined when it has still to be read. */
  taken: Signature | undefined
  /** Found by listing while a watch was on, and not named by the watch so far. */
  unheard: boolean
  /** The listing that saw it last. */
  round: number
}

/** macOS may spell a name differently in an event and in a listing. */
const spelling = (name: string): string =>
  process.platform === 'darwin' ? name.normalize('NFC') : name

/** The memory of one folder: which content of which name needs no further reading. */
export class KnownNames {
  readonly #names = new Map<string, Known>()
  #round = 0

  get(name: string): Known | undefined {
    return this.#names.get(spelling(name))
  }

  /** The entry of a name, made if there is none. */
  of(name: string, unheard = false): Known {
    const key = spelling(name)
    let known = this.#names.get(key)
    if (known === undefined) {
      known = { taken: undefined, unheard, round: this.#round }
      this.#names.set(key, known)
    }
    return known
  }

  delete(name: string): void {
    this.#names.delete(spelling(name))
  }

  entries(): Iterable<readonly [string, Known]> {
    return this.#names.entries()
  }

  values(): Iterable<Known> {
    return this.#names.values()
  }

  beginListing(): void {
    this.#round++
  }

  listed(known: Known): void {
    known.round = this.#round
  }

  /**
   * Forgets the names that the listing did not see. A name that is renamed over during a listing may be missing from it,
   * so each is looked at before it is believed to be gone: else its content would be read twice.
   */
  async endListing(folder: string): Promise<void> {
    const slice = new Slice()
    for (const [name, known] of this.#names) {
      if (slice.over) await slice.rest()
      if (known.round === this.#round) continue
      if (lookAt(join(folder, name)) === undefined) this.#names.delete(name)
    }
  }
}
