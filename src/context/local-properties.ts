import { AsyncLocalStorage } from 'node:async_hooks'

export type Properties = ReadonlyMap<string, string>

const NONE: Properties = new Map()

export const GROUP = 'spark.jobGroup.id'
export const DESCRIPTION = 'spark.job.description'
export const INTERRUPT = 'spark.job.interruptOnCancel'

/**
 * Properties of the present asynchronous context, as Spark has them of the present thread: what is set holds for the code
 * that follows, and for what that code starts, awaits and calls back; it is never seen by its siblings.
 */
export class LocalProperties {
  readonly #storage = new AsyncLocalStorage<Properties>()
  /** Nobody pays for what nobody uses. */
  #used = false

  get present(): Properties {
    return this.#used ? (this.#storage.getStore() ?? NONE) : NONE
  }

  /** A value of null or undefined takes the property away. */
  set(entries: Readonly<Record<string, string | null | undefined>>): void {
    const next = new Map(this.present)
    for (const [key, value] of Object.entries(entries)) {
      if (value === null || value === undefined) next.delete(key)
      else next.set(key, value)
    }
    this.#used = true
    this.#storage.enterWith(next)
  }

  /** What is copied once for the batches of a stream: all but the job group. */
  get forStreams(): Properties {
    const own = new Set([GROUP, DESCRIPTION, INTERRUPT])
    return new Map([...this.present].filter(([key]) => !own.has(key)))
  }

  /** What is set while `f` runs does not reach beyond it. */
  run<R>(properties: Properties, f: () => R): R {
    // Its own copy: for the store that is there already Node would open no scope.
    if (this.#used) return this.#storage.run(new Map(properties), f)
    try {
      return f()
    } finally {
      if (this.#used) this.#storage.enterWith(properties)
    }
  }
}
