import { KeyTable } from '../../columns/key-table.ts'
import { Pace } from './pace.ts'
import type { Slices } from './slice.ts'

type Note = (key: unknown, there: unknown, value: unknown) => void

/**
 * The state of one attempt at one pipeline: cursor, counters and sink of the compiled loop, which reads and writes
 * these fields. Its shape never changes, so that the loops stay fast.
 */
export class PipelineRun {
  /** Index of the operator whose user function is running. */
  readonly at: Int32Array
  /** Per operator: elements that gave at least one output, and outputs. */
  readonly counts: Float64Array
  readonly out: unknown[]
  readonly table: KeyTable | undefined
  readonly limit: number
  readonly place: ((key: unknown) => number) | undefined
  /** Told of the values that a fold puts together, where somebody wants to know. */
  readonly note: Note | undefined
  /** The chunk: text, rows, keys or iterator; and the values beside keys. */
  s: unknown = ''
  vs: unknown
  p = 0
  readonly pace: Pace
  acc: unknown
  has = false
  seen = 0
  total = 0
  turn = 0
  record: unknown
  big: unknown
  bigOp = 0
  bigKey: unknown
  readonly #slices: Slices

  constructor(
    slices: Slices,
    at: Int32Array,
    counts: Float64Array,
    sink: {
      out?: unknown[]
      table?: KeyTable
      limit?: number
      place?: (key: unknown) => number
      note?: Note
    },
  ) {
    this.#slices = slices
    this.pace = new Pace(slices)
    this.at = at
    this.counts = counts
    this.out = sink.out ?? []
    this.table = sink.table
    this.limit = sink.limit ?? 0
    this.place = sink.place
    this.note = sink.note
  }

  /** A run for the operators from `from` on, into the same sink. */
  tail(from: number): PipelineRun {
    const tail = new PipelineRun(this.#slices, this.at, this.counts.subarray(2 * from), {
      out: this.out,
      limit: this.limit,
      ...(this.table !== undefined && { table: this.table }),
      ...(this.place !== undefined && { place: this.place }),
      ...(this.note !== undefined && { note: this.note }),
    })
    tail.acc = this.acc
    tail.has = this.has
    tail.turn = this.turn
    return tail
  }

  /** Takes back what its tail did. */
  join(tail: PipelineRun): void {
    this.acc = tail.acc
    this.has = tail.has
    this.turn = tail.turn
    this.total += tail.total
  }
}
