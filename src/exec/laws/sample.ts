import { cloned, Uncloneable } from './cloned.ts'

/** Values that met, by the key that they have in common: clones, in their order. */
export type Lists = readonly (readonly unknown[])[]

/** The first values that a task puts together. */
export class Sample {
  readonly #lists = new Map<unknown, unknown[]>()
  #left: number
  /** A value could not be cloned, so nothing can be said of the function. */
  spoilt = false

  constructor(atMost: number) {
    this.#left = atMost
  }

  /** Told, before `value` is put to what there is for a key, of both. */
  readonly note = (key: unknown, there: unknown, value: unknown): void => {
    if (this.#left <= 0) return
    try {
      this.#note(key, there, value)
    } catch (error) {
      if (!(error instanceof Uncloneable)) throw error
      this.spoilt = true
      this.#left = 0
    }
  }

  #note(key: unknown, there: unknown, value: unknown): void {
    let list = this.#lists.get(key)
    if (list === undefined) {
      list = [cloned(there)]
      this.#lists.set(key, list)
      this.#left--
    }
    list.push(cloned(value))
    this.#left--
  }

  get lists(): Lists {
    return this.spoilt ? [] : [...this.#lists.values()].filter(({ length }) => length > 1)
  }
}
