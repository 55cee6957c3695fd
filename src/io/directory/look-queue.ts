import { Fifo } from './fifo.ts'
import type { Folder } from './folder.ts'
import type { Signature } from './signature.ts'

/** A name that has to be looked at. */
export interface Pending {
  readonly folder: Folder
  readonly name: string
  readonly path: string
  /** What the first look showed. */
  readonly first?: Signature
  /** When the second look is due, on the monotonic clock. */
  readonly due: number
}

/**
 * Names that are not yet stable. Every second look waits equally long, so two queues in order of arrival are in order of
 * time. A name waits at most once: who waits for a second look needs no further first one.
 */
export class LookQueue {
  readonly #fresh = new Fifo<Pending>()
  readonly #again = new Fifo<Pending>()
  readonly #waiting = new Set<string>()

  get size(): number {
    return this.#waiting.size
  }

  /** Asks for a first look; nothing changes if the name is waiting already. */
  wake(folder: Folder, name: string, path: string): void {
    if (this.#waiting.has(path)) return
    this.#waiting.add(path)
    this.#fresh.push({ folder, name, path, due: 0 })
  }

  /** Asks for a look at `due`, at which `first` must still be true. */
  again({ folder, name, path }: Pending, first: Signature, due: number): void {
    this.#waiting.add(path)
    this.#again.push({ folder, name, path, first, due })
  }

  /** Takes out the next name that is due: second looks first, as they bring the files. */
  next(now: number): Pending | undefined {
    const queue =
      (this.#again.peek()?.due ?? Number.POSITIVE_INFINITY) <= now ? this.#again : this.#fresh
    const pending = queue.shift()
    if (pending !== undefined) this.#waiting.delete(pending.path)
    return pending
  }

  /** Milliseconds until the next name is due; infinite when none waits. */
  wait(now: number): number {
    if (this.#fresh.size > 0) return 0
    return (this.#again.peek()?.due ?? Number.POSITIVE_INFINITY) - now
  }
}
