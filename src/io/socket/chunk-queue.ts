const SLAB_SIZE = 64 * 1024
/** Less room than this makes reads too small. */
const LEAST_ROOM = 16 * 1024

/**
 * The bytes of one connection on their way to who reads them as an async iterable. Each chunk has memory that is never
 * written again. It is read once; who stops reading early gets no more.
 */
export class ChunkQueue implements AsyncIterable<Uint8Array> {
  #slab = Buffer.alloc(0)
  #to = 0
  #chunks: Uint8Array[] = []
  #held = 0
  #ended = false
  #wake: () => void = () => undefined

  /** Bytes that nobody has read yet. */
  get held(): number {
    return this.#held
  }

  /** Free memory for the next read, at least 16 KB. */
  room(): Uint8Array {
    if (this.#slab.length - this.#to < LEAST_ROOM) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB_SIZE)
      this.#to = 0
    }
    return this.#slab.subarray(this.#to)
  }

  /** The first `n` bytes of the last `room()` have come. */
  filled(n: number): void {
    this.#chunks.push(this.#slab.subarray(this.#to, this.#to + n))
    this.#to += n
    this.#held += n
    this.#wake()
  }

  get ended(): boolean {
    return this.#ended
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk !== undefined) {
        this.#held -= chunk.length
        yield chunk
      } else if (this.#ended) return
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
