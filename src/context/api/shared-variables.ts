import { TAP109 } from '../../core/errors/tap109.ts'
import { extend } from '../../core/extend.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { RDD } from '../../rdd/index.ts'
import { Accumulator } from '../accumulators/accumulator.ts'
import {
  type AccumulatorParam,
  builtInParam,
  isAccumulatorParam,
} from '../accumulators/accumulator-param.ts'
import { CollectionAccumulator } from '../accumulators/collection-accumulator.ts'
import { DoubleAccumulator, LongAccumulator } from '../accumulators/sums.ts'
import { Broadcast } from '../broadcast.ts'
import { SparkContext } from '../spark-context.ts'

type Name = string | { name?: string }

declare module '../spark-context.ts' {
  interface SparkContext {
    /**
     * A variable that tasks add to and the driver reads. Numbers and bigints are added; for anything else `param` says
     * how. The name comes last, because an object in the place of `param` is one.
     * @throws TAP109 when `initial` is no number and there is no `param`
     * @example
     * const seen = sc.accumulator(0)
     * await sc.parallelize([1, 2, 3]).foreach((x) => seen.add(x))
     * console.log(seen.value)   // 6
     * const named = sc.accumulator(0n, null, 'bytes')
     */
    accumulator(
      initial: number,
      param?: AccumulatorParam<number> | null,
      name?: Name,
    ): Accumulator<number>
    accumulator(
      initial: bigint,
      param?: AccumulatorParam<bigint> | null,
      name?: Name,
    ): Accumulator<bigint>
    accumulator<T>(initial: T, param: AccumulatorParam<T>, name?: Name): Accumulator<T>
    /**
     * Sums whole numbers, as Scala's.
     * @example
     * const lines = sc.longAccumulator('lines')
     * await sc.parallelize(['a', 'b']).foreach(() => lines.add(1))
     * console.log(String(lines))   // prints LongAccumulator(id: 0, name: Some(lines), value: 2)
     */
    longAccumulator(name?: Name): LongAccumulator
    /**
     * Sums numbers, as Scala's.
     * @example
     * const total = sc.doubleAccumulator()
     * await sc.parallelize([0.5, 1]).foreach((x) => total.add(x))
     * console.log(total.avg)   // 0.75
     */
    doubleAccumulator(name?: Name): DoubleAccumulator
    /**
     * Collects values, as Scala's.
     * @example
     * const seen = sc.collectionAccumulator<string>()
     * await sc.parallelize(['a', 'b'], 1).foreach((x) => seen.add(x))
     * console.log(seen.value)   // [ 'a', 'b' ]
     */
    collectionAccumulator<T>(name?: Name): CollectionAccumulator<T>
    /**
     * A value that every task can read, given to each place where tasks run once.
     * @throws TAP109 for an RDD: collect it first
     * @example
     * const names = sc.broadcast({ it: 'Italy' })
     * await sc.parallelize(['it']).map((code) => names.value[code as 'it']).collect()   // [ 'Italy' ]
     */
    broadcast<T>(value: T): Broadcast<T>
  }
}

const nameOf = (method: string, given: unknown): string | undefined => {
  const [name] = optional(method, ['name'], [given], callSite)
  if (name === undefined || name === null || typeof name === 'string') return name ?? undefined
  throw TAP109({
    what: `The name of ${method}`,
    expected: 'a string',
    got: typeof name,
    site: callSite(),
  })
}

const paramOf = (initial: unknown, given: unknown): AccumulatorParam<unknown> => {
  const none = given === undefined || given === null
  const param = none ? builtInParam(initial) : given
  if (isAccumulatorParam(param)) return param
  throw TAP109({
    what: none ? 'The initial value of accumulator without a param' : 'The param of accumulator',
    expected: none
      ? 'a number or a bigint (for anything else give an AccumulatorParam as the second argument)'
      : 'an AccumulatorParam, which has the functions zero(initial) and addInPlace(a, b); a name is the third argument',
    got: none ? (initial === null ? 'null' : typeof initial) : typeof given,
    site: callSite(),
  })
}

extend(SparkContext, {
  accumulator(this: SparkContext, initial: unknown, given?: unknown, called?: unknown) {
    this.checkActive('accumulator')
    const param = paramOf(initial, given)
    const name = nameOf('accumulator', called)
    return new Accumulator({ id: this.nextAccumulator(), name, initial, param, site: callSite() })
  },
  longAccumulator(this: SparkContext, name?: unknown) {
    this.checkActive('longAccumulator')
    return new LongAccumulator(this.nextAccumulator(), nameOf('longAccumulator', name))
  },
  doubleAccumulator(this: SparkContext, name?: unknown) {
    this.checkActive('doubleAccumulator')
    return new DoubleAccumulator(this.nextAccumulator(), nameOf('doubleAccumulator', name))
  },
  collectionAccumulator(this: SparkContext, name?: unknown) {
    this.checkActive('collectionAccumulator')
    return new CollectionAccumulator(this.nextAccumulator(), nameOf('collectionAccumulator', name))
  },
  broadcast(this: SparkContext, value: unknown) {
    this.checkActive('broadcast')
    if (value instanceof RDD) {
      const expected = 'a value; an RDD is collected first'
      throw TAP109({ what: 'The argument of broadcast', expected, got: 'an RDD', site: callSite() })
    }
    return new Broadcast(this.engine.broadcast(value))
  },
})
