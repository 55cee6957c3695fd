import type { Millis } from '../../core/duration.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { KeySpace } from '../../columns/key-space.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { LineChunk, FileRef } from '../../io/source.ts'
import type { Placement } from '../partitioner.ts'
import type { Lineage } from './lineage.ts'
import type { Survey } from './survey.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- a plan holds functions of every type
export type AnyFunction = (...args: any[]) => any

/** What every node of a plan says. Plans are frozen data; only `exec` interprets them. */
export interface NodeBase {
  readonly id: number
  /** The operator's name as the user wrote it. */
  readonly name: string
  /** Kinds along the lineage: the same in every run of the same program, whatever its lines. */
  readonly identity: string
  readonly numPartitions: number
  readonly partitioner: Placement | undefined
  readonly site: CallSite | undefined
}

/** The five narrow kinds. */
export type NarrowOp = 'map' | 'filter' | 'flatMap' | 'mapPartitions' | 'withIndex'

/** What the function of a narrow operator is given: the element, or one side of the pair (the other is kept). */
export type Side = 'element' | 'key' | 'value'

/** The function of a mapPartitions node is called for each element, and what it gives is waited for. */
export interface Awaiting {
  /** What becomes of the element: its result, its results, or itself where the result is truthy. */
  readonly gives: 'map' | 'flatMap' | 'filter'
  /** So many calls are under way at once in a partition. */
  readonly concurrency: number
}

export interface NarrowNode extends NodeBase {
  readonly kind: 'narrow'
  readonly op: NarrowOp
  readonly side: Side
  readonly parent: RddNode
  readonly fn: TaskFunction<AnyFunction>
  /** For `withIndex`: what it found is the function's third argument. */
  readonly survey?: Survey
  /** For `mapPartitions`. */
  readonly awaits?: Awaiting
  /** For `withIndex`: functions of the engine are given the elements as an array, which they only read. */
  readonly takes?: 'rows'
}

/** Elements given by the driver, already cut into partitions. */
export interface SlicesNode extends NodeBase {
  readonly kind: 'slices'
  readonly slices: readonly (readonly unknown[])[]
}

/** One partition of received data. */
export type InputPartition =
  | { readonly kind: 'lines'; readonly chunks: readonly LineChunk[] }
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  | {
      readonly kind: 'file'
      readonly split: FileSplit
      /** A file that has changed since it was seen counts as empty here, and the driver is told. */
      readonly stable?: boolean
    }
  /** Files that are one element each: a pair of name and text. */
  | { readonly kind: 'whole'; readonly files: readonly FileRef[] }

/** The lines that begin in [start, end) of a file. */
export interface FileSplit {
  readonly file: FileRef
  readonly start: number
  readonly end: number
}

/** What sources received, or files hold: one partition per block or split. */
export interface InputNode extends NodeBase {
  readonly kind: 'input'
  readonly partitions: readonly InputPartition[]
  /** Told, once and by the driver, that the file of a partition was found to have changed. */
  readonly changed?: (partition: number) => void
}

/** A text file or folder, split when its first job runs. */
export interface FilesNode extends NodeBase {
  readonly kind: 'files'
  readonly splits: readonly FileSplit[]
}

export interface UnionNode extends NodeBase {
  readonly kind: 'union'
  readonly parents: readonly RddNode[]
}

/** Of one parent, by its place among them, one partition. */
export type PartitionRef = readonly [parent: number, partition: number]

/**
 * Partitions made of whole partitions of the parents, which stay where they are: put behind each other, element beside
 * element, or every element of the first with every one of the second.
 */
export interface GatherNode extends NodeBase {
  readonly kind: 'gather'
  readonly how: 'concat' | 'zip' | 'product'
  readonly parents: readonly RddNode[]
  /** What each partition is made of. */
  readonly parts: readonly (readonly PartitionRef[])[]
}

/** How values of one key become one: on the map side, and when map outputs meet. */
export interface Combine {
  /**
   * `fold` works with functions (without `create` the first value is kept as it is), `group` collects values into
   * lists, `count` counts elements of any kind under the one key null.
   */
  readonly kind: 'fold' | 'group' | 'count'
  readonly create?: TaskFunction<AnyFunction>
  readonly merge?: TaskFunction<AnyFunction>
  readonly combiners?: TaskFunction<AnyFunction>
}

/** Moves every pair to the partition of its key; with `combine`, one value per key remains. */
export interface ShuffleNode extends NodeBase {
  readonly kind: 'shuffle'
  readonly from: Lineage<{ readonly parent: RddNode }>
  readonly partitioner: Placement
  readonly combine: Combine | undefined
  /** Elements go to the partitions in turn, not by key. */
  readonly dealt: boolean
  /** With a key space the result is columns over it. */
  readonly space: KeySpace | undefined
}

/** All panes of a window merged, key by key. Panes share one key space and partitioner. */
export interface MergeNode extends NodeBase {
  readonly kind: 'merge'
  readonly from: Lineage<{ readonly panes: readonly RddNode[] }>
  /** Without it values are lists, and are put behind each other. */
  readonly fn: TaskFunction<AnyFunction> | undefined
}

export interface SlideParents {
  readonly previous: RddNode
  readonly leaving: readonly RddNode[]
  readonly entering: readonly RddNode[]
}

/** A window from the one before it: panes that left are undone, panes that came are added. */
export interface SlideNode extends NodeBase {
  readonly kind: 'slide'
  readonly from: Lineage<SlideParents>
  readonly fn: TaskFunction<AnyFunction>
  readonly inverse: TaskFunction<AnyFunction>
}

export interface StateParents {
  readonly previous: RddNode | undefined
  /** Grouped values of the batch, or nothing when the batch has none. */
  readonly values: RddNode | undefined
}

/** How the function of a state node that is called once per partition is called: with the time first, if there is one. */
export interface PerPartition {
  readonly time: Millis | undefined
}

/**
 * State after a batch: `update(values, state)` for every key that has either. Per partition the function is given all
 * `[key, values, state]`, and gives all `[key, state]`.
 */
export interface StateNode extends NodeBase {
  readonly kind: 'state'
  readonly from: Lineage<StateParents>
  readonly update: TaskFunction<AnyFunction>
  readonly perPartition: PerPartition | undefined
}

export interface MapStateParents {
  readonly previous: RddNode | undefined
  /** The state before the first batch, as columns. */
  readonly initial: RddNode | undefined
  /** The batch's pairs, each in the partition of its key; or nothing when the batch has none. */
  readonly records: RddNode | undefined
}

/**
 * State after a batch whose function is called per record: `fn(key, value, state)`, or with the time before it. Its
 * elements are the pairs of key and state; what the function returned is the `emitted` node.
 */
export interface MapStateNode extends NodeBase {
  readonly kind: 'mapState'
  readonly from: Lineage<MapStateParents>
  readonly fn: TaskFunction<AnyFunction>
  readonly space: KeySpace
  readonly time: Millis
  /** The function takes the time first, and may give no output. */
  readonly timed: boolean
  /** Every touch is a sign of life; keys without one since `idleBefore` are timed out in this batch. */
  readonly touches: boolean
  readonly idleBefore: Millis
}

/** What the function of a mapState node returned. */
export interface EmittedNode extends NodeBase {
  readonly kind: 'emitted'
  readonly parent: MapStateNode
}

/** Columns that were there before the process began; what they were computed from is gone. */
export interface RestoredNode extends NodeBase {
  readonly kind: 'restored'
  readonly from: Lineage<Record<string, never>>
}

/** Nodes whose result is columns over a key space. */
export type KeyedNode =
  | ShuffleNode
  | MergeNode
  | SlideNode
  | StateNode
  | MapStateNode
  | RestoredNode

export type RddNode =
  | NarrowNode
  | SlicesNode
  | InputNode
  | FilesNode
  | UnionNode
  | GatherNode
  | ShuffleNode
  | MergeNode
  | SlideNode
  | StateNode
  | MapStateNode
  | EmittedNode
  | RestoredNode

/** Nodes read directly by a node. */
export const parentsOf = (node: RddNode): readonly RddNode[] => {
  if ('from' in node && node.from.isCut) return []
  switch (node.kind) {
    case 'narrow':
    case 'emitted':
      return [node.parent]
    case 'shuffle':
      return [node.from.get().parent]
    case 'union':
    case 'gather':
      return node.parents
    case 'merge':
      return node.from.get().panes
    case 'slide': {
      const { previous, leaving, entering } = node.from.get()
      return [previous, ...leaving, ...entering]
    }
    case 'state': {
      const { previous, values } = node.from.get()
      return [previous, values].filter((n) => n !== undefined)
    }
    case 'mapState': {
      const { previous, initial, records } = node.from.get()
      return [previous, initial, records].filter((n) => n !== undefined)
    }
    case 'slices':
    case 'restored':
    case 'input':
    case 'files':
      return []
  }
}

let lastId = 0

/** Ids count up over the process. */
export const nextId = (): number => lastId++
