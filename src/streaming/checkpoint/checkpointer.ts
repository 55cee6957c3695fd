import { encodeRows } from '../../columns/rows-codec.ts'
import type { Millis } from '../../core/duration.ts'
import { errorText } from '../../core/errors/error-text.ts'
import { isTapError } from '../../core/errors/tap-error.ts'
import { TAP605 } from '../../core/errors/tap605.ts'
import { TAP604 } from '../../core/errors/tap604.ts'
import { fileSystemFor } from '../../io/file-url.ts'
import { Log } from '../../io/log/log.ts'
import type { Block } from '../../io/source.ts'
import type { Engine } from '../../rdd/engine.ts'
import type { Graph } from '../graph/graph.ts'
import type { AnyRDD, StreamNode } from '../graph/stream-node.ts'
import type { Intake } from '../input/intake.ts'
import { logsIn, pathOfLog } from './log-names.ts'
import {
  type AllocatedRecord,
  type CheckpointRecord,
  FORMAT,
  type HeadRecord,
  type SavedBlock,
} from './records.ts'

export interface CheckpointerOptions {
  readonly directory: string
  readonly interval: Millis
  readonly graph: Graph
  readonly engine: Engine
  readonly intakes: readonly Intake[]
  /** What sources that cannot be asked again have given is written down with the batch that it belongs to. */
  readonly writeAhead: boolean
}

/** A log is written anew when what was appended is longer than this, and than what it began with. */
const LEAST = 1 << 20

/**
 * Writes down, batch by batch, what a job needs to go on after its process has gone: which batch was given which blocks,
 * the columns of states and windows, and which batch has completed. One file, appended to; now and then it is replaced
 * by one that begins with all there is.
 */
export class Checkpointer {
  readonly #o: CheckpointerOptions
  #log: Log | undefined
  #last: Promise<void> = Promise.resolve()
  #broken = false
  #number = 0
  #least = LEAST
  /** What is known of each state to whoever reads the log. */
  readonly #known = new Map<StreamNode, AnyRDD>()
  #completed: Millis

  constructor(options: CheckpointerOptions, completed: Millis) {
    this.#o = options
    this.#completed = completed
  }

  /** Begins a log of its own, once the sources are ready, and removes older ones when it is whole. */
  open(ready: Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await ready
      await this.#begin()
    })
  }

  /** Resolves when it is on the disk which blocks a batch has. */
  async allocated(time: Millis): Promise<void> {
    // Without sources nothing is given out. With them, that a batch has nothing is to be known as well.
    if (this.#o.intakes.length === 0) return
    await this.#inTurn(() => this.#log!.append([encoded(this.#allocatedAt(time))]))
  }

  /**
   * All outputs of the batch are done; resolves when nothing of it will be done again. A batch that put nothing out
   * (`quiet`) is not waited for: it may be done again.
   */
  completed(time: Millis, quiet: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const records = await this.#carriedAt(time)
      this.#completed = time
      const written = this.#log!.append([...records, encoded({ kind: 'completed', time })])
      if (!quiet) await written
      if (this.#log!.bytes > 2 * this.#least) await this.#begin()
    })
  }

  async close(): Promise<void> {
    await this.#last.catch(() => undefined)
    await this.#log?.close()
  }

  /** One after the other. After a failure nothing is appended to what may be half a record: a new log is begun. */
  #inTurn(write: () => Promise<void>): Promise<void> {
    const done = this.#last.then(async () => {
      try {
        if (this.#broken) await this.#begin()
        await write()
      } catch (error) {
        this.#broken = true
        if (isTapError(error)) throw error
        throw TAP605({ directory: this.#o.directory, reason: errorText(error) }, error)
      }
    })
    this.#last = done.catch(() => undefined)
    return done
  }

  async #begin(): Promise<void> {
    const { directory } = this.#o
    const fs = fileSystemFor(directory)
    const old = await logsIn(fs, directory)
    this.#number = Math.max(this.#number, old.at(-1) ?? 0)
    const log = await Log.create(fs, pathOfLog(directory, this.#number + 1), this.#everything())
    this.#number++
    await this.#log?.close()
    this.#log = log
    this.#broken = false
    this.#least = Math.max(LEAST, log.bytes)
    for (const number of old) await fs.remove(pathOfLog(directory, number)).catch(() => undefined)
  }

  async *#everything(): AsyncGenerator<Uint8Array> {
    const { graph, interval, intakes } = this.#o
    const head: HeadRecord = {
      kind: 'head',
      format: FORMAT,
      interval,
      zeroTime: graph.zeroTime,
      operators: graph.saved.map(({ identity, name, saved }) => ({
        identity,
        name,
        shape: saved!.shape,
      })),
      inputs: intakes.map((intake) => ({
        name: intake.source.name,
        saved: intake.source.save?.(),
      })),
    }
    // Read at one moment: what a source gives out later belongs to later records.
    const times = [...new Set(intakes.flatMap((intake) => intake.times))].toSorted((a, b) => a - b)
    const allocated = times.map((time) => this.#allocatedAt(time))
    yield encoded(head)
    for (const record of allocated) yield encoded(record)
    for (const node of graph.saved) {
      for (const [time, rdd] of this.#toKeep(node)) {
        const record = this.#kept(node, time, rdd)
        if (record !== undefined) yield record
      }
    }
    yield encoded({ kind: 'completed', time: this.#completed })
  }

  /** Of a state the newest that is complete; of panes all that are remembered. */
  #toKeep(node: StreamNode): readonly (readonly [Millis, AnyRDD])[] {
    const all = this.#o.graph.remembered(node).filter(([time]) => time <= this.#completed)
    return this.#newestIsEnough(node) ? all.slice(-1) : all
  }

  async #carriedAt(time: Millis): Promise<Uint8Array[]> {
    const { graph, engine } = this.#o
    const records: Uint8Array[] = []
    for (const node of graph.saved) {
      // Made even if nobody has asked yet: a window of a slower slide will.
      const rdd = node.saved!.needed?.(time) === false ? null : await graph.rddOf(node, time)
      if (rdd === null) continue
      await engine.materialise(rdd.node, time)
      const record = this.#changed(node, time, rdd) ?? this.#kept(node, time, rdd)
      if (record !== undefined) records.push(record)
    }
    return records
  }

  /** A state goes on from the one before it, unless others look back further. */
  #newestIsEnough(node: StreamNode): boolean {
    return node.saved!.kind === 'state' && !this.#o.graph.isLookedBackAt(node)
  }

  #changed(node: StreamNode, time: Millis, rdd: AnyRDD): Uint8Array | undefined {
    const known = this.#known.get(node)
    if (known === undefined || !this.#newestIsEnough(node)) return undefined
    const partitions = this.#o.engine.changes(known.node, rdd.node)
    if (partitions === undefined) return undefined
    this.#known.set(node, rdd)
    return encoded({ kind: 'changed', stream: node.identity, time, partitions }, node)
  }

  #kept(node: StreamNode, time: Millis, rdd: AnyRDD): Uint8Array | undefined {
    const partitions = this.#o.engine.saved(rdd.node)
    if (partitions === undefined) return undefined
    this.#known.set(node, rdd)
    return encoded({ kind: 'kept', stream: node.identity, time, partitions }, node)
  }

  #allocatedAt(time: Millis): AllocatedRecord {
    const blocksOf = (intake: Intake): SavedBlock[] =>
      intake.blocksOf(time).map((block) => this.#savedBlock(block))
    return { kind: 'allocated', time, inputs: this.#o.intakes.map(blocksOf) }
  }

  #savedBlock({ number, records, origin, content }: Block): SavedBlock {
    if (origin !== undefined) return { number, records, origin }
    if (!this.#o.writeAhead || content.kind === 'file') return { number, records }
    return content.kind === 'lines'
      ? { number, records, lines: content.chunks }
      : { number, records, rows: content.rows }
  }
}

/** TAP604, with the stream at fault, for what cannot be written. */
const encoded = (record: CheckpointRecord, node?: StreamNode): Uint8Array => {
  const bytes = encodeRows([record])
  if (bytes !== undefined) return bytes
  throw TAP604({ operator: node?.name ?? 'an input', site: node?.site })
}
