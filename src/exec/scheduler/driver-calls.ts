import type { CallSite, TapError } from '../../core/errors/tap-error.ts'
import { TAP507 } from '../../core/errors/tap507.ts'
import { SliceInterrupted, type Slices } from './slice.ts'

/** The user's functions that run on the driver: those of foreachRDD and the like. */
export class DriverCalls {
  readonly #slices: Slices
  readonly #hung: (error: TapError) => void
  #calling = false

  constructor(slices: Slices, hung: (error: TapError) => void) {
    this.#slices = slices
    this.#hung = hung
  }

  /** Inside the synchronous part of such a function? */
  get calling(): boolean {
    return this.#calling
  }

  /**
   * The synchronous part of the function is never broken off and made again; one that does not come back within
   * `limit` is hung (TAP507).
   */
  call<R>(operator: string, site: CallSite | undefined, limit: number, f: () => R): R {
    this.#calling = true
    try {
      return this.#slices.enterWhole(f, limit)
    } catch (error) {
      if (!(error instanceof SliceInterrupted)) throw error
      const hung = TAP507({ operator, site })
      this.#hung(hung)
      throw hung
    } finally {
      this.#calling = false
    }
  }
}
