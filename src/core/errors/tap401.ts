import { defineError, type CallSite } from './tap-error.ts'
import { span } from './words.ts'

/** The multiples of `parent` below and above `length`; 0 is none. */
const around = (length: number, parent: number): readonly [number, number] => {
  const below = Math.max(1, Math.floor(length / parent)) * parent
  return [below, below + parent]
}

/** In code a bare number is seconds. */
const seconds = (millis: number): string => String(millis / 1000)

export const TAP401 = defineError<{
  operator: string
  which: 'window' | 'slide' | 'checkpoint interval'
  /** Milliseconds asked for. */
  length: number
  /** Milliseconds between two results of the stream it is made of. */
  parent: number
  site: CallSite | undefined
  /** Where `parent` was set. */
  parentSite: CallSite | undefined
}>({
  code: 'TAP401',
  kind: 'program',
  title: 'not a multiple of the batch interval',
  more: 'A window is a whole number of batches, and so is its slide and the interval of a checkpoint. On a windowed stream the step is the slide of that window, not the batch interval.',
  text: ({ operator, which, length, parent, site, parentSite }) => {
    const [below, above] = around(length, parent)
    return {
      what: `A ${which} of ${span(length)} cannot be made of steps of ${span(parent)}.`,
      at: [
        [`${operator} at`, site],
        [`the step of ${span(parent)} was set at`, parentSite],
      ],
      cause: `The ${which} (${length} ms) must be a multiple of the slide (batch) duration of its stream (${parent} ms).`,
      fix: `${which} ${seconds(below)} or ${seconds(above)} (seconds)`,
    }
  },
  example: {
    operator: 'reduceByKeyAndWindow',
    which: 'window',
    length: 20_000,
    parent: 15_000,
    site: { file: 'window.ts', line: 12, column: 30 },
    parentSite: { file: 'window.ts', line: 4, column: 13 },
  },
})
