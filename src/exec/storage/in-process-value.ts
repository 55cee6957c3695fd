import type { SharedValue } from '../../rdd/engine.ts'

let last = 0

/** A broadcast value where tasks run in the process of the driver: there is one copy, which both use. */
export class InProcessValue implements SharedValue {
  readonly id = last++
  #value: unknown

  constructor(value: unknown) {
    this.#value = value
  }

  get(): unknown {
    return this.#value
  }

  unpersist(): void {
    // The one copy is the driver's own.
  }

  destroy(): void {
    this.#value = undefined
  }
}
