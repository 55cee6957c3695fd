import type { BrokenLaw } from '../../core/errors/tap403.ts'
import type { Millis } from '../../core/duration.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import type { Goal } from '../plan/pipeline.ts'
import type { Slices } from '../scheduler/slice.ts'
import type { Laws } from './laws.ts'
import { Sample } from './sample.ts'

/** Values by key id. */
interface Valued {
  readonly ids: ArrayLike<number>
  readonly values: ArrayLike<unknown>
}

type Fold = TaskFunction<AnyFunction>

/** So many keys of each column are looked at, to find some that others have, too. */
const MOST_KEYS = 1024

/** Values that columns have for one key met when the columns do. */
const noteColumns = (sample: Sample, columns: readonly Valued[]): void => {
  const first = new Map<number, unknown>()
  for (const { ids, values } of columns) {
    for (let i = 0; i < ids.length && i < MOST_KEYS; i++) {
      const id = ids[i]!
      if (first.has(id)) sample.note(id, first.get(id), values[i])
      else first.set(id, values[i])
    }
  }
}

/** What a goal folds with: the function, and what makes the first value of a key of an element. */
const foldOf = (goal: Goal): { fn?: Fold | undefined; create?: AnyFunction | undefined } => {
  // What elements are taken into, starting from a zero, may be of another kind than they are.
  if (goal.kind === 'reduce') return goal.zero === undefined ? { fn: goal.fn } : {}
  if (goal.kind !== 'shuffle' || goal.node.combine?.kind !== 'fold') return {}
  const { create, merge, combiners } = goal.node.combine
  return create === undefined ? { fn: merge } : { fn: combiners, create: create.fn }
}

/** One task's look at the laws of its functions. The first that is broken is kept. */
export class Look {
  readonly #laws: Laws
  readonly #slices: Slices
  readonly #batchTime: Millis | undefined
  broken: BrokenLaw | undefined

  constructor(laws: Laws, slices: Slices, batchTime: Millis | undefined) {
    this.#laws = laws
    this.#slices = slices
    this.#batchTime = batchTime
  }

  /** For a loop that folds: where it tells its values, and what is to be said at its end. */
  pipeline(goal: Goal): { readonly note: Sample['note']; end(): void } | undefined {
    const { fn, create } = foldOf(goal)
    const sample = this.#laws.sample(fn)
    if (fn === undefined || sample === undefined) return undefined
    const end = (): void =>
      this.#enter(() => this.#laws.associative(fn, sample, this.#batchTime, create))
    return { note: sample.note, end }
  }

  /** Before columns are merged with `fn`. */
  merge(fn: Fold | undefined, columns: readonly Valued[]): void {
    const sample = this.#laws.sample(fn)
    if (fn === undefined || sample === undefined) return
    noteColumns(sample, columns)
    this.#enter(() => this.#laws.associative(fn, sample, this.#batchTime))
  }

  /** Before a window is made from the one before it. */
  slide(fn: Fold, inverse: Fold, columns: readonly Valued[]): void {
    const sample = this.#laws.sample(inverse)
    if (sample === undefined) return
    noteColumns(sample, columns)
    this.#enter(() => this.#laws.inverse(fn, inverse, sample, this.#batchTime))
  }

  #enter(check: () => BrokenLaw | undefined): void {
    const found = this.#slices.enter(check)
    this.broken ??= found
  }
}
