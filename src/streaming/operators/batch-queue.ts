import type { Time } from '../../core/time.ts'
import type { BatchReader } from '../termination.ts'

/** What a stream has in one batch. */
export interface StreamBatch<T> {
  readonly time: Time
  readonly elements: T[]
}

/** So many batches wait for their reader; then the next one is held up, as by any slow output operation. */
export const MOST_WAITING = 16

type Step<T> = IteratorResult<StreamBatch<T>, undefined>

interface Asking<T> {
  readonly resolve: (step: Step<T>) => void
  readonly reject: (error: unknown) => void
}

const END = { value: undefined, done: true } as const

/** What a queue of batches asks of its context. */
export interface QueueOwner {
  /** The queue is full, and nobody has begun to read. */
  unread(): void
  /** An error was read that nobody had been told of. */
  took(error: unknown): void
}

/**
 * Completed batches on their way to a loop that reads them.
 * Laws: each batch is read once, in order; an error comes after the batches before it and is the last; from the stop on
 * nothing is held up; once the reader has left nothing is kept.
 */
export class BatchQueue<T> implements AsyncIterableIterator<StreamBatch<T>>, BatchReader {
  readonly #owner: QueueOwner
  readonly #ready: StreamBatch<T>[] = []
  readonly #asking: Asking<T>[] = []
  readonly #held: (() => void)[] = []
  #begun = false
  /** Nothing more will come. */
  #ended = false
  #stopping = false
  #error: { readonly error: unknown; readonly told: boolean } | undefined

  constructor(owner: QueueOwner) {
    this.#owner = owner
  }

  /** Waits for room; false when what comes would not be read. */
  async room(): Promise<boolean> {
    while (this.#isFull) {
      if (!this.#begun) this.#owner.unread()
      await new Promise<void>((resolve) => this.#held.push(resolve))
    }
    return !this.#ended && this.#error === undefined
  }

  put(batch: StreamBatch<T>): void {
    if (this.#ended || this.#error !== undefined) return
    const asking = this.#asking.shift()
    if (asking === undefined) this.#ready.push(batch)
    else asking.resolve({ value: batch, done: false })
  }

  async next(): Promise<Step<T>> {
    this.#begun = true
    const batch = this.#ready.shift()
    if (batch !== undefined) {
      this.#release()
      return { value: batch, done: false }
    }
    if (this.#error !== undefined) throw this.#readError(this.#error)
    if (this.#ended) return END
    return new Promise((resolve, reject) => this.#asking.push({ resolve, reject }))
  }

  /** The reader leaves. */
  async return(): Promise<Step<T>> {
    this.#error = undefined
    this.#ready.length = 0
    this.stopped()
    this.#release()
    return END
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  failed(error: unknown): boolean {
    if (this.#ended || this.#error !== undefined) return false
    this.#error = { error, told: this.#begun }
    this.#release()
    const asking = this.#asking.shift()
    if (asking !== undefined) asking.reject(this.#readError(this.#error))
    return this.#begun
  }

  stopping(): void {
    this.#stopping = true
    this.#release()
  }

  stopped(): void {
    this.#ended = true
    for (const { resolve } of this.#asking.splice(0)) resolve(END)
  }

  get #isFull(): boolean {
    const waits = !this.#stopping && !this.#ended && this.#error === undefined
    return waits && this.#ready.length >= MOST_WAITING
  }

  #release(): void {
    for (const go of this.#held.splice(0)) go()
  }

  #readError({ error, told }: { readonly error: unknown; readonly told: boolean }): unknown {
    this.#error = undefined
    this.stopped()
    if (!told) this.#owner.took(error)
    return error
  }
}
