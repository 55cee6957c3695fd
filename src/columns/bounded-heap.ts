interface Entry<T> {
  readonly element: T
  readonly key: unknown
  /** The how-manieth it was: of equal ones the first come first. */
  readonly at: number
}

/**
 * The first so many elements in an order, of any number that are added: a heap with the last of them at its root.
 * Elements that are equal in the order keep the order in which they were added.
 */
export class BoundedHeap<T> {
  readonly #limit: number
  readonly #compare: (a: unknown, b: unknown) => number
  readonly #heap: Entry<T>[] = []
  #added = 0

  constructor(limit: number, compare: (a: unknown, b: unknown) => number) {
    this.#limit = limit
    this.#compare = compare
  }

  add(key: unknown, element: T): void {
    const entry = { element, key, at: this.#added++ }
    const heap = this.#heap
    if (heap.length < this.#limit) {
      heap.push(entry)
      this.#up(heap.length - 1)
    } else if (heap.length > 0 && this.#order(entry, heap[0]!) < 0) {
      heap[0] = entry
      this.#down()
    }
  }

  /** In order, with their keys. */
  entries(): { readonly key: unknown; readonly element: T }[] {
    return [...this.#heap].sort((a, b) => this.#order(a, b))
  }

  #order(a: Entry<T>, b: Entry<T>): number {
    const order = this.#compare(a.key, b.key)
    return order === 0 ? a.at - b.at : order
  }

  #swap(i: number, j: number): void {
    const heap = this.#heap
    const entry = heap[i]!
    heap[i] = heap[j]!
    heap[j] = entry
  }

  #up(from: number): void {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1
      if (this.#order(this.#heap[i]!, this.#heap[parent]!) <= 0) return
      this.#swap(i, parent)
      i = parent
    }
  }

  #down(): void {
    const heap = this.#heap
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      let last = i
      if (left < heap.length && this.#order(heap[left]!, heap[last]!) > 0) last = left
      if (right < heap.length && this.#order(heap[right]!, heap[last]!) > 0) last = right
      if (last === i) return
      this.#swap(i, last)
      i = last
    }
  }
}
