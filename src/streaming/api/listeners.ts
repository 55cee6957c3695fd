import { TAP109 } from '../../core/errors/tap109.ts'
import { either } from '../../core/errors/words.ts'
import { extend } from '../../core/extend.ts'
import { nearest } from '../../core/nearest.ts'
import { callSite } from '../../closure/call-site.ts'
import { CALLBACKS, type StreamingListener } from '../listener/streaming-listener.ts'
import { StreamingContext } from '../streaming-context.ts'

declare module '../streaming-context.ts' {
  interface StreamingContext {
    /**
     * Tells `listener` what happens: an object with any of the callbacks of `StreamingListener`. It may be added at any
     * time, and hears of what comes after. What it throws is told on stderr and stops nobody; `ssc.stop()` inside one of
     * its callbacks is refused (TAP112).
     * @throws TAP109 when it has none of the callbacks
     * @example
     * ssc.addStreamingListener({
     *   onBatchCompleted: ({ batchTime, numRecords, totalDelay }) =>
     *     console.error(`${batchTime.format()}: ${numRecords} records, ${totalDelay} ms`),
     * })
     */
    addStreamingListener(listener: StreamingListener): void
    /**
     * Tells `listener`, which was added before, no more.
     * @example
     * const listener = { onBatchCompleted: () => console.error('a batch is done') }
     * ssc.addStreamingListener(listener)
     * ssc.removeStreamingListener(listener)
     */
    removeStreamingListener(listener: StreamingListener): void
  }
}

const namesOf = (value: object): string[] => {
  const names = new Set<string>()
  for (let at: object | null = value; at !== null && at !== Object.prototype;) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name)
    at = Object.getPrototypeOf(at) as object | null
  }
  return [...names].filter((name) => name.startsWith('on'))
}

const described = (listener: unknown): string => {
  if (typeof listener !== 'object' || listener === null) {
    return listener === null ? 'null' : typeof listener
  }
  const names = namesOf(listener)
  const similar = names.flatMap((name) => nearest(name, CALLBACKS) ?? [])
  const meant = similar.length === 0 ? '' : ` (did you mean ${either(similar)}?)`
  return `one with ${names.length === 0 ? 'none of them' : either(names)}${meant}`
}

const hasCallback = (listener: unknown): boolean =>
  typeof listener === 'object' &&
  listener !== null &&
  CALLBACKS.some((name) => typeof (listener as StreamingListener)[name] === 'function')

extend(StreamingContext, {
  addStreamingListener(this: StreamingContext, listener: StreamingListener) {
    if (!hasCallback(listener)) {
      throw TAP109({
        what: 'The argument of addStreamingListener',
        expected: 'an object with callbacks such as onBatchCompleted',
        got: described(listener),
        site: callSite(),
      })
    }
    this.listeners.add(listener)
  },
  removeStreamingListener(this: StreamingContext, listener: StreamingListener) {
    this.listeners.remove(listener)
  },
})
