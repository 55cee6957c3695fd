import { errorText } from '../../core/errors/error-text.ts'
import { isTapError } from '../../core/errors/tap-error.ts'
import { TAP303 } from '../../core/errors/tap303.ts'
import { invalidIn, decodeChunk } from '../../io/lines/decode-lines.ts'
import { linesOf } from '../../io/lines/lines-of.ts'
import { readStable } from '../../io/directory/read-stable.ts'
import { SplitReader } from '../../io/lines/split-reader.ts'
import { fileSystemFor } from '../../io/file-url.ts'
import type { FileRef } from '../../io/source.ts'
import { wholeFile } from '../../io/whole-files.ts'
import type { FileSplit, InputPartition } from '../../rdd/plan/nodes.ts'
import { aheadFeed, type Calls } from './ahead.ts'
import type { Feed } from './feed.ts'
import { gatheredFeed } from './gathered.ts'
import { iteratorFeed, linesFeed, pairsFeed, rowsFeed } from './feeds.ts'
import type { Found, TaskInput } from './task.ts'
import { helpersFor } from './blame.ts'

/** What is found while an input is read. */
export type Finding = { -readonly [K in keyof Found]: Found[K] }

/** Text of a chunk; characters that were not UTF-8 are counted. */
const decoding =
  (found: Finding) =>
  (bytes: Uint8Array): string => {
    const text = decodeChunk(bytes)
    if (text.includes('\ufffd')) found.invalid += invalidIn(bytes)
    return text
  }

/** Lines in memory whose number is known already: counting them needs no text. */
export const recordsOf = (partition: InputPartition): number | undefined =>
  partition.kind === 'lines'
    ? partition.chunks.reduce((sum, { records }) => sum + records, 0)
    : undefined

/** Files up to this size are read whole, so that one that changed meanwhile is left to a later batch. */
const WHOLE = 64 * 1024 * 1024

const stableFeed = ({ file }: FileSplit, found: Finding): Feed => {
  let lines: Feed | undefined
  return {
    form: 'lines',
    next: () => {
      if (lines !== undefined) return lines.next()
      return readStable(file).then((bytes) => {
        found.changed = bytes === undefined
        lines = linesFeed(bytes === undefined ? [] : linesOf(bytes).chunks, decoding(found))
        return lines.next()
      })
    },
  }
}

/** A file that has gone, or cannot be read, is no fault of a function. */
const unread = (path: string, error: unknown): unknown =>
  isTapError(error) ? error : TAP303({ path, reason: errorText(error), site: undefined }, error)

const splitFeed = (split: FileSplit, found: Finding): Feed => {
  const reader = new SplitReader(fileSystemFor(split.file.path), split, decoding(found))
  return {
    form: 'lines',
    next: () => {
      const ready = reader.ready()
      if (ready !== undefined) return { form: 'lines', s: ready }
      return reader.more().then(
        (s) => (s === undefined ? undefined : { form: 'lines', s }),
        (error: unknown) => {
          throw unread(split.file.path, error)
        },
      )
    },
    close: () => reader.close(),
  }
}

const wholeFeed = (files: readonly FileRef[], found: Finding): Feed => {
  let i = 0
  return {
    form: 'rows',
    next: () => {
      const file = files[i++]
      return file && wholeFile(file, decoding(found)).then((pair) => ({ form: 'rows', s: [pair] }))
    },
  }
}

/** Opens an input for one attempt. */
export const feedOf = (input: TaskInput, found: Finding, calls: Calls): Feed => {
  switch (input.kind) {
    case 'lines':
      return linesFeed(input.chunks, decoding(found))
    case 'rows':
      return rowsFeed(input.rows)
    case 'pairs':
      return pairsFeed(input.keys, input.values)
    case 'whole':
      return wholeFeed(input.files, found)
    case 'mapped':
      return input.node.awaits === undefined
        ? mappedFeed(input)
        : aheadFeed(input.rows, input.node, calls)
    case 'gathered':
      return gatheredFeed(input.node, input.rows)
    case 'file': {
      const { split, stable } = input
      const whole = stable === true && split.file.size <= WHOLE
      return whole ? stableFeed(split, found) : splitFeed(split, found)
    }
  }
}

/** The iterator that the user's function of mapPartitions makes of a partition's rows. */
const mappedFeed = ({
  node,
  partition,
  rows,
  surveyed,
}: Extract<TaskInput, { kind: 'mapped' }>): Feed => {
  const maker = { name: node.name, kind: node.op, identity: node.identity, site: node.site }
  let iterator: Iterator<unknown> | undefined
  // The function is called when the first element is asked for: inside the loop, where its errors are blamed on it.
  const start = (): Iterator<unknown> => {
    const { fn } = node.fn
    const elements = node.takes === 'rows' ? rows : rows.values()
    const made: unknown = node.op === 'withIndex' ? fn(partition, elements, surveyed) : fn(elements)
    if (typeof (made as Iterable<unknown> | undefined)?.[Symbol.iterator] === 'function') {
      return (made as Iterable<unknown>)[Symbol.iterator]()
    }
    return helpersFor([maker]).spread(made, 0)[Symbol.iterator]()
  }
  return iteratorFeed({ next: () => (iterator ??= start()).next() }, maker)
}
