import type { Clock } from '../core/clock.ts'
import { located } from '../core/errors/located.ts'
import { TAP109 } from '../core/errors/tap109.ts'
import { type DurationLike, type Millis, toMillis } from '../core/duration.ts'
import { isPlainObject, optional } from '../core/options.ts'
import { callSite } from '../closure/call-site.ts'
import { SparkConf } from '../context/spark-conf.ts'
import { SparkContext } from '../context/spark-context.ts'
import { submitted } from '../context/submitted.ts'

export interface ContextArguments {
  readonly sc: SparkContext
  readonly batchDuration: Millis
  readonly clock: Clock | undefined
}

/** `(sc, d)`, `(conf, d)`, `(master, appName, d)`, each with a last `{ clock }` for tests. */
export const contextArguments = (given: readonly unknown[]): ContextArguments => {
  const rest = [...given]
  const options = isPlainObject(rest.at(-1)) ? [rest.pop()] : []
  const [clock] = optional('StreamingContext', ['clock'], options, callSite) as [Clock | undefined]
  const [first, second, third] = rest
  const duration = typeof first === 'string' ? third : second
  const batchDuration = located(callSite, () =>
    toMillis(duration as DurationLike, 'batch interval'),
  )
  return { sc: contextOf(first, second), batchDuration, clock: clock ?? submitted().clock }
}

const contextOf = (first: unknown, second: unknown): SparkContext => {
  if (first instanceof SparkContext) return first
  if (first instanceof SparkConf) return new SparkContext(first)
  if (typeof first === 'string') return new SparkContext(first, String(second))
  throw TAP109({
    what: 'The first argument of StreamingContext',
    expected: 'a SparkContext, a SparkConf or a master such as local[2]',
    got: first === null ? 'null' : typeof first,
    site: callSite(),
  })
}
