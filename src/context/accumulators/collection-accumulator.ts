import { repr } from '../../core/text/repr.ts'
import { AccumulatorV2 } from './accumulator-v2.ts'

/**
 * Collects values, in the order in which the tasks that added them have succeeded.
 * @example
 * const bad = sc.collectionAccumulator<string>('bad lines')
 * await sc.parallelize(['1', 'x']).foreach((line) => { if (line === 'x') bad.add(line) })
 * console.log(bad.value)   // [ 'x' ]
 */
export class CollectionAccumulator<T> extends AccumulatorV2<T, readonly T[], T[]> {
  protected readonly kind = 'CollectionAccumulator'

  start(): T[] {
    return []
  }

  get value(): readonly T[] {
    return [...this.state]
  }

  get isZero(): boolean {
    return this.state.length === 0
  }

  protected added(list: T[], x: T): T[] {
    list.push(x)
    return list
  }

  protected merged(list: T[], other: T[]): T[] {
    for (const x of other) list.push(x)
    return list
  }

  protected get shown(): string {
    return `[${this.state.map((x) => (typeof x === 'string' ? x : repr(x))).join(', ')}]`
  }
}
