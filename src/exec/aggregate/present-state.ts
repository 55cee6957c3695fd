import { copied } from '../../core/copied.ts'
import { TAP409 } from '../../core/errors/tap409.ts'
import type { State } from '../../rdd/state.ts'

const refuse = (reason: string, ask: string): never => {
  throw TAP409({ reason, ask, site: undefined })
}

/**
 * The state of the key whose call is running; one object serves all calls of a task. Functions may change an object
 * that they got: it is a copy, so that a dropped attempt leaves no trace.
 */
export class PresentState implements State<unknown> {
  value: unknown
  has = false
  updated = false
  removed = false
  #timingOut = false
  #own = false

  /** The next call begins. */
  begin(has: boolean, value: unknown, timingOut: boolean): void {
    this.has = has
    this.value = value
    this.updated = false
    this.removed = false
    this.#timingOut = timingOut
    this.#own = false
  }

  exists(): boolean {
    return this.has
  }

  get(): unknown {
    if (!this.has) {
      refuse('the state of this key is not set, so get() has nothing to give', 'state.exists()')
    }
    if (!this.#own && typeof this.value === 'object') {
      this.value = copied(this.value)
      this.#own = true
    }
    return this.value
  }

  getOption(): unknown {
    return this.has ? this.get() : undefined
  }

  update(state: unknown): void {
    if (this.removed) refuse('update() came after remove()', 'state.exists()')
    if (this.#timingOut) refuse('the key is timing out, so update() is too late', TIMING_OUT)
    this.value = state
    this.has = true
    this.updated = true
    this.#own = true
  }

  remove(): void {
    if (this.removed) refuse('remove() was called twice', 'state.exists()')
    if (this.#timingOut) refuse('the key is timing out and is removed anyway', TIMING_OUT)
    this.value = undefined
    this.has = false
    this.removed = true
  }

  isTimingOut(): boolean {
    return this.#timingOut
  }
}

const TIMING_OUT = '!state.isTimingOut()'
