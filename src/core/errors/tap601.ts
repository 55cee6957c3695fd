import { defineError, type CallSite } from './tap-error.ts'
import { count, span } from './words.ts'

interface Fields {
  /** Of a batch, on average of the last ones, in milliseconds. */
  readonly took: number
  readonly interval: number
  readonly waiting: number
  /** The output operation that takes most of it, in whole percent. */
  readonly operation: string
  readonly percent: number
  readonly site: CallSite | undefined
}

/** The next interval that is a multiple of the present one and leaves a fifth of it free. */
const holding = (took: number, interval: number): number =>
  Math.ceil((took * 1.25) / interval) * interval

export const TAP601 = defineError<Fields>({
  code: 'TAP601',
  kind: 'job',
  title: 'batches take longer than their interval',
  more: 'Batches that cannot be processed in time wait, and keep their own times; nothing is dropped. What sources may hold meanwhile is bounded: above that they are slowed down. This is a notice: the job goes on.',
  text: ({ took, interval, waiting, operation, percent, site }) => ({
    what: `Batches take ${span(Math.round(took))} every ${span(interval)}; ${count(waiting, 'batch', 'batches')} wait. ${percent} % of the time is ${operation}.`,
    at: [['at', site]],
    fix: `an interval of ${span(holding(took, interval))} holds; or do less in each batch`,
  }),
  example: {
    took: 2400,
    interval: 1000,
    waiting: 7,
    operation: 'foreachRDD',
    percent: 82,
    site: { file: 'primes.ts', line: 9, column: 22 },
  },
})

/** The same as the text of a notice: the job goes on. */
export const text = (fields: Fields): string => {
  const { what, fix } = TAP601.text(fields)
  return `TAP601  ${what}\n  Fix: ${fix}`
}
