import type { RddNode } from '../../rdd/plan/nodes.ts'

/** Rows of persisted RDDs, partition by partition, until they are forgotten or the RDD is gone. */
export class RowStore {
  readonly #persisted = new WeakSet<RddNode>()
  readonly #rows = new WeakMap<RddNode, (readonly unknown[] | undefined)[]>()

  persist(node: RddNode): void {
    this.#persisted.add(node)
  }

  isPersisted(node: RddNode): boolean {
    return this.#persisted.has(node)
  }

  read(node: RddNode, partition: number): readonly unknown[] | undefined {
    return this.#rows.get(node)?.[partition]
  }

  put(node: RddNode, partition: number, rows: readonly unknown[]): void {
    const kept = this.#rows.get(node) ?? []
    kept[partition] = rows
    this.#rows.set(node, kept)
  }

  remove(node: RddNode): void {
    this.#persisted.delete(node)
    this.#rows.delete(node)
  }
}
