import { AsyncLocalStorage } from 'node:async_hooks'

/** An accumulator, as tasks and the driver see it. */
export interface Accumulates<Partial = unknown> {
  /** What an attempt begins with. */
  start(): Partial
  /** Takes in what a task has gathered: on the driver, once, when the task has succeeded. */
  apply(partial: Partial): void
}

/** What one attempt has gathered for one accumulator. */
export interface Update {
  readonly to: Accumulates
  readonly partial: unknown
}

const NONE: readonly never[] = Object.freeze([])

/** What one attempt gathers. It is a part of the attempt's result, so it goes with an attempt that is dropped. */
export class Updates {
  #partials: Map<Accumulates, unknown> | undefined

  of<Partial>(to: Accumulates<Partial>): Partial {
    const known = this.#partials?.get(to as Accumulates)
    return known === undefined ? to.start() : (known as Partial)
  }

  put<Partial>(to: Accumulates<Partial>, partial: Partial): void {
    this.#partials ??= new Map()
    this.#partials.set(to as Accumulates, partial)
  }

  get list(): readonly Update[] {
    if (this.#partials === undefined) return NONE
    return Array.from(this.#partials, ([to, partial]) => ({ to, partial }))
  }
}

/** Of the slice that is being run. A loop over records asks for it only where the user's function adds something. */
let present: Updates | undefined

/** Follows what the function of foreachPartition awaits. */
const followed = new AsyncLocalStorage<Updates>()

/** Whatever `f` does at once belongs to an attempt. */
export const inAttempt = <R>(updates: Updates | undefined, f: () => R): R => {
  const outer = present
  present = updates
  try {
    return f()
  } finally {
    present = outer
  }
}

/** As `inAttempt`, also for what `f` does after it has returned. */
export const followedInAttempt = <R>(updates: Updates, f: () => R): R => followed.run(updates, f)

/** Those of the attempt on whose behalf the caller runs; undefined on the driver. */
export const presentUpdates = (): Updates | undefined => present ?? followed.getStore()
