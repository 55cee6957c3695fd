import { errorText } from '../../core/errors/error-text.ts'
import { TAP603 } from '../../core/errors/tap603.ts'
import { TAP605 } from '../../core/errors/tap605.ts'
import { isTapError } from '../../core/errors/tap-error.ts'
import { decodeRows } from '../../columns/rows-codec.ts'
import type { Millis } from '../../core/duration.ts'
import { fileSystemFor } from '../../io/file-url.ts'
import type { FileSystem } from '../../io/file-system.ts'
import { readLog } from '../../io/log/log.ts'
import type { SavedSource } from '../../io/source.ts'
import type { SavedColumns } from '../../rdd/saved-columns.ts'
import { logsIn, pathOfLog } from './log-names.ts'
import {
  type AllocatedRecord,
  type CheckpointRecord,
  FORMAT,
  type HeadRecord,
  type SavedBlock,
} from './records.ts'
import { Replayed } from './replayed.ts'

/** What a checkpoint directory says of a job that ended. */
export interface Recovered {
  readonly directory: string
  readonly head: HeadRecord
  /** The last batch that completed; the zero time when none did. */
  readonly completed: Millis
  /** Batches that had their blocks and did not complete, the oldest first. */
  readonly pending: readonly Millis[]
  /** The blocks of batches that may be looked at again, one list per input. */
  readonly blocks: ReadonlyMap<Millis, readonly (readonly SavedBlock[])[]>
  /** By identity and time, one entry per partition. */
  readonly streams: ReadonlyMap<string, ReadonlyMap<Millis, readonly SavedColumns[]>>
  /** One per input; undefined where it cannot go on. */
  readonly sources: readonly (SavedSource | undefined)[]
}

class Reading {
  readonly head: HeadRecord
  readonly #streams = new Map<string, Map<Millis, Replayed[]>>()
  readonly #allocated = new Map<Millis, AllocatedRecord>()
  readonly #done = new Set<Millis>()
  #completed: Millis

  constructor(head: HeadRecord) {
    this.head = head
    this.#completed = head.zeroTime
  }

  take(record: CheckpointRecord): void {
    switch (record.kind) {
      case 'head':
        return
      case 'allocated':
        this.#allocated.set(record.time, record)
        return
      case 'completed':
        this.#done.add(record.time)
        this.#completed = Math.max(this.#completed, record.time)
        return
      case 'kept': {
        const times = this.#streams.get(record.stream) ?? new Map<Millis, Replayed[]>()
        this.#streams.set(record.stream, times)
        times.set(
          record.time,
          record.partitions.map((columns) => new Replayed(columns)),
        )
        return
      }
      case 'changed': {
        const times = this.#streams.get(record.stream)!
        const [before, partitions] = [...times].at(-1)!
        partitions.forEach((partition, p) => partition.apply(record.partitions[p]!))
        times.delete(before)
        times.set(record.time, partitions)
      }
    }
  }

  recovered(directory: string): Recovered {
    const { head } = this
    const streams = [...this.#streams].map(([identity, times]) => {
      const columns = [...times].map(
        ([time, partitions]) => [time, partitions.map((p) => p.columns())] as const,
      )
      return [identity, new Map(columns)] as const
    })
    const allocated = [...this.#allocated.values()].toSorted((a, b) => a.time - b.time)
    const pending = allocated.filter(({ time }) => !this.#done.has(time) && time > this.#completed)
    return {
      directory,
      head,
      completed: this.#completed,
      pending: pending.map(({ time }) => time),
      blocks: new Map(allocated.map(({ time, inputs }) => [time, inputs])),
      streams: new Map(streams),
      sources: head.inputs.map(({ saved }, i) => {
        const taken = allocated.flatMap(({ inputs }) => inputs[i] ?? [])
        return saved === undefined
          ? undefined
          : { saved, taken: taken.flatMap(({ origin }) => origin ?? []) }
      }),
    }
  }
}

const readOne = async (fs: FileSystem, directory: string, number: number): Promise<Reading> => {
  const records = await readLog(fs, pathOfLog(directory, number))
  const [first, ...rest] = records.map((bytes) => decodeRows(bytes)[0] as CheckpointRecord)
  // A log has its name only when it is whole, so there is a head.
  if (first?.kind !== 'head') throw TAP603({ path: pathOfLog(directory, number), offset: 0 })
  if (first.format > FORMAT) {
    const reason = `It was written by a later version, in format ${first.format}.`
    throw TAP605({ directory, reason })
  }
  const reading = new Reading(first)
  for (const record of rest) reading.take(record)
  return reading
}

/**
 * What the newest log of a checkpoint directory says; undefined when there is none.
 * Rejects with TAP603 when it is damaged, and with TAP605 when it cannot be read.
 */
export const recover = async (directory: string): Promise<Recovered | undefined> => {
  const fs = fileSystemFor(directory)
  try {
    const newest = (await logsIn(fs, directory)).at(-1)
    if (newest === undefined) return undefined
    return (await readOne(fs, directory, newest)).recovered(directory)
  } catch (error) {
    if (isTapError(error)) throw error
    throw TAP605({ directory, reason: errorText(error) }, error)
  }
}
