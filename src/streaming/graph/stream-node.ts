import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Millis } from '../../core/duration.ts'
import type { KeySpace } from '../../columns/key-space.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import type { RDD } from '../../rdd/index.ts'

export type AnyRDD = RDD<unknown>
export type Batch = AnyRDD | null

/** Asks a stream for its RDD at a time; memoised, null where the stream has none. */
export type RddOf = (node: StreamNode, time: Millis) => Promise<Batch>

/** Where the columns of a saved stream lie. */
export interface SavedStream {
  /** `state`: the newest is enough; `panes`: as many as are looked back at. */
  readonly kind: 'state' | 'panes'
  readonly space: KeySpace
  readonly partitioner: Placement
  /** What has to be the same in a program that goes on from it: lengths, timeouts. */
  readonly shape: string
  /** Is the RDD of a time needed by later batches? Default: it is. */
  readonly needed?: (time: Millis) => boolean
}

/** One stream of the graph: frozen data but for what `persist` and `remember` say before the start. */
export interface StreamNode {
  readonly id: number
  /** The operator's name as the user wrote it. */
  readonly name: string
  /** Kinds along the lineage and the place among siblings of one kind; never a line number. */
  readonly identity: string
  readonly parents: readonly StreamNode[]
  readonly slide: Millis
  readonly site: CallSite | undefined
  /** How much longer than this stream its parents keep their RDDs (a window's length). */
  readonly lookBack: Millis
  /** It carries something from batch to batch, so a checkpoint directory has to be set. */
  readonly carries: boolean
  /** Its RDDs are columns over a key space, kept until the stream forgets them. */
  readonly keyed: boolean
  /** Its columns are written to the checkpoint directory: all that is needed to go on after a restart. */
  readonly saved?: SavedStream
  /** The RDD at a valid time. */
  readonly compute: (time: Millis, of: RddOf) => Batch | Promise<Batch>
}

export interface OutputNode {
  readonly name: string
  readonly identity: string
  readonly site: CallSite | undefined
  readonly parent: StreamNode
  readonly run: (rdd: AnyRDD, time: Millis) => void | Promise<void>
}
