import type { BrokenLaw } from '../../core/errors/tap403.ts'
import type { Millis } from '../../core/duration.ts'
import { Time } from '../../core/time.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import { inverseOf, notAssociative, notInverse } from './counter-example.ts'
import { cloned } from './cloned.ts'
import { Sample } from './sample.ts'
import { withoutEffects } from './without-effects.ts'

/** So many values are looked at per function. */
const MOST_VALUES = 64

type Fold = TaskFunction<AnyFunction>

/** Functions of the engine itself need no proof. */
const isOwn = ({ id }: Fold): boolean => id.startsWith('#')

const operatorOf = ({ id }: Fold): string =>
  id.slice(id.lastIndexOf('#') + 1).replace(' (inverse)', '')

const timeOf = (batchTime: Millis | undefined): string | undefined =>
  batchTime === undefined ? undefined : new Time(batchTime).format()

/**
 * Looks at the first values that functions put together, and tries on them what the engine relies on: that a fold may be
 * grouped as one likes, and that an inverse undoes it. Exists only where checks were asked for.
 */
export class Laws {
  readonly #left = new Map<string, number>()

  /** Room for values of a function, while there is some. */
  sample(fn: Fold | undefined): Sample | undefined {
    if (fn === undefined || isOwn(fn)) return undefined
    const left = this.#left.get(fn.id) ?? MOST_VALUES
    return left < 2 ? undefined : new Sample(left)
  }

  /** What a task put together with `fn`; where a key's first value is made from an element, `create` makes it. */
  associative(
    fn: Fold,
    sample: Sample,
    batchTime: Millis | undefined,
    create?: AnyFunction,
  ): BrokenLaw | undefined {
    const checked = this.#spend(fn, sample)
    if (checked === 0) return undefined
    const calls = withoutEffects(() => notAssociative(fn.fn, combiners(sample, create)))
    if (calls === undefined) return undefined
    this.#left.set(fn.id, 0)
    const { site } = fn
    const operator = operatorOf(fn)
    return { law: 'associative', operator, site, calls, checked, batchTime: timeOf(batchTime) }
  }

  /** What a window is made of, and its inverse. */
  inverse(
    fn: Fold,
    inverse: Fold,
    sample: Sample,
    batchTime: Millis | undefined,
  ): BrokenLaw | undefined {
    const checked = this.#spend(inverse, sample)
    if (checked === 0) return undefined
    const { lists } = sample
    const calls = withoutEffects(() => notInverse(fn.fn, inverse.fn, lists))
    if (calls === undefined) return undefined
    this.#left.set(inverse.id, 0)
    const right = withoutEffects(() => inverseOf(fn.fn, lists))
    return {
      law: 'inverse',
      operator: operatorOf(inverse),
      site: inverse.site,
      calls,
      checked,
      batchTime: timeOf(batchTime),
      ...(right !== undefined && { right }),
    }
  }

  /** How many values the sample has; they are taken off the function's. One that cannot be cloned ends its checks. */
  #spend({ id }: Fold, { lists, spoilt }: Sample): number {
    const values = lists.reduce((sum, { length }) => sum + length, 0)
    const left = this.#left.get(id) ?? MOST_VALUES
    this.#left.set(id, spoilt ? 0 : left - values)
    return values
  }
}

/** The first of a list is made already. A function that refuses an element leaves its key out. */
const combiners = ({ lists }: Sample, create: AnyFunction | undefined) => {
  if (create === undefined) return lists
  return lists.flatMap(([first, ...rest]) => {
    try {
      return [[first, ...rest.map((value): unknown => cloned(create(cloned(value))))]]
    } catch {
      return []
    }
  })
}
