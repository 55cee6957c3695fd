import type { EventBus } from '../../core/events.ts'
import { invalidIn, decodeChunk } from '../../io/lines/decode-lines.ts'
import { linesOf } from '../../io/lines/lines-of.ts'
import { readStable } from '../../io/directory/read-stable.ts'
import { SplitReader } from '../../io/lines/split-reader.ts'
import { fileSystemFor } from '../../io/file-url.ts'
import type { FileSplit, InputPartition, NarrowNode } from '../../rdd/plan/nodes.ts'
import type { Feed } from './feed.ts'
import { iteratorFeed, linesFeed, rowsFeed } from './feeds.ts'
import { helpersFor } from './blame.ts'

/** Text of a chunk; bytes that are not UTF-8 are told of once. */
const decoding =
  (events: EventBus) =>
  (bytes: Uint8Array): string => {
    const text = decodeChunk(bytes)
    if (text.includes('\ufffd')) {
      const invalid = invalidIn(bytes)
      if (invalid > 0) events.post({ type: 'InvalidText', characters: invalid })
    }
    return text
  }

/** Lines in memory whose number is known already: counting them needs no text. */
export const recordsOf = (partition: InputPartition): number | undefined =>
  partition.kind === 'lines'
    ? partition.chunks.reduce((sum, { records }) => sum + records, 0)
    : undefined

/** Files up to this size are read whole, so that one that changed meanwhile is left to a later batch. */
const WHOLE = 64 * 1024 * 1024

const stableFeed = (
  { file }: FileSplit,
  changed: () => void,
  decode: (bytes: Uint8Array) => string,
): Feed => {
  let lines: Feed | undefined
  return {
    form: 'lines',
    next: () => {
      if (lines !== undefined) return lines.next()
      return readStable(file).then((bytes) => {
        if (bytes === undefined) changed()
        lines = linesFeed(bytes === undefined ? [] : linesOf(bytes).chunks, decode)
        return lines.next()
      })
    },
  }
}

export const inputFeed = (partition: InputPartition, events: EventBus): Feed => {
  switch (partition.kind) {
    case 'lines':
      return linesFeed(partition.chunks, decoding(events))
    case 'rows':
      return rowsFeed(partition.rows)
    case 'file': {
      const { split, changed } = partition
      if (changed !== undefined && split.file.size <= WHOLE) {
        return stableFeed(split, changed, decoding(events))
      }
      const reader = new SplitReader(fileSystemFor(split.file.path), split, decoding(events))
      return {
        form: 'lines',
        next: () => {
          const ready = reader.ready()
          if (ready !== undefined) return { form: 'lines', s: ready }
          return reader.more().then((s) => (s === undefined ? undefined : { form: 'lines', s }))
        },
        close: () => reader.close(),
      }
    }
  }
}

/** The iterator that the user's function of mapPartitions makes of a partition's rows. */
export const mappedFeed = (node: NarrowNode, partition: number, rows: readonly unknown[]): Feed => {
  const maker = { name: node.name, kind: node.op, identity: node.identity, site: node.site }
  let iterator: Iterator<unknown> | undefined
  // The function is called when the first element is asked for: inside the loop, where its errors are blamed on it.
  const start = (): Iterator<unknown> => {
    const { fn } = node.fn
    const made: unknown = node.op === 'withIndex' ? fn(partition, rows.values()) : fn(rows.values())
    if (typeof (made as Iterable<unknown> | undefined)?.[Symbol.iterator] === 'function') {
      return (made as Iterable<unknown>)[Symbol.iterator]()
    }
    return helpersFor([maker]).spread(made, 0)[Symbol.iterator]()
  }
  return iteratorFeed({ next: () => (iterator ??= start()).next() }, maker)
}
