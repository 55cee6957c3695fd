import { TAP109 } from '../../core/errors/tap109.ts'
import { extend } from '../../core/extend.ts'
import type { Time } from '../../core/time.ts'
import { callSite } from '../../closure/call-site.ts'
import type { RDD } from '../../rdd/index.ts'
import { DStream } from '../dstream.ts'
import { transformAll, transformWith, type Transforming } from '../operators/transform.ts'
import { union } from '../operators/union.ts'
import { StreamingContext } from '../streaming-context.ts'

declare module '../dstream.ts' {
  interface DStream<T> {
    /**
     * As `transform`, of the RDDs of two streams. Where one of them has none, `f` is given an empty RDD.
     * @throws TAP407 when the slides differ · TAP506 (the batch fails) when `f` gives no RDD
     * @example
     * const bad = ssc.queueStream([['or']])
     * ssc.queueStream([['to', 'or']]).transformWith(bad, (rdd, other) => rdd.subtract(other)).pprint()
     * // prints to
     */
    transformWith<U, R>(
      other: DStream<U>,
      f: (rdd: RDD<T>, other: RDD<U>, time: Time) => RDD<R> | Promise<RDD<R>>,
    ): DStream<R>
  }
}

declare module '../streaming-context.ts' {
  interface StreamingContext {
    /**
     * The elements of all streams in one: of the first, then of the second, and so on.
     * @throws TAP407 when there is none, or their slides differ
     * @example
     * const [here, there] = [ssc.queueStream([['a']]), ssc.queueStream([['b']])]
     * ssc.union(here, there).pprint()   // prints a and b
     */
    union<T>(streams: readonly DStream<T>[]): DStream<T>
    union<T extends readonly unknown[]>(
      ...streams: { [I in keyof T]: DStream<T[I]> }
    ): DStream<T[number]>
    /**
     * As `transform`, of the RDDs of several streams.
     * @throws TAP407 when there is none, or their slides differ · TAP506 (the batch fails) when `f` gives no RDD
     * @example
     * const ages = ssc.queueStream([[['ann', 31]]])
     * const towns = ssc.queueStream([[['ann', 'pisa']]])
     * const both = ssc.transform([ages, towns], ([age, town]) => age.join(town))
     * both.pprint()   // prints ('ann', (31, 'pisa'))
     */
    transform<T extends readonly unknown[], U>(
      streams: readonly [...{ [I in keyof T]: DStream<T[I]> }],
      f: (rdds: { [I in keyof T]: RDD<T[I]> }, time: Time) => RDD<U> | Promise<RDD<U>>,
    ): DStream<U>
  }
}

extend(DStream, {
  transformWith(this: DStream<unknown>, other: DStream<unknown>, f: Transforming) {
    return transformWith(this, other, { name: 'transformWith', site: callSite(), f })
  },
})

extend(StreamingContext, {
  union(this: StreamingContext, ...given: readonly unknown[]) {
    return union(given.flat() as DStream<unknown>[], callSite())
  },
  transform(this: StreamingContext, streams: readonly DStream<unknown>[], f: Transforming) {
    const site = callSite()
    if (!Array.isArray(streams)) {
      const expected = 'an array of streams'
      throw TAP109({ what: 'The first argument of transform', expected, got: typeof streams, site })
    }
    return transformAll(streams as readonly DStream<unknown>[], { name: 'transform', site, f })
  },
})
