import type { Action } from '../../rdd/engine.ts'
import type { NarrowNode, RddNode, ShuffleNode } from '../../rdd/plan/nodes.ts'

/** What a stage's loop ends in: an action's result, a partition's elements, or the map side of a shuffle. */
export type Goal =
  | Action
  | {
      readonly kind: 'shuffle'
      readonly node: ShuffleNode
      /** What the survey of its partitioner found, if it has one. */
      readonly surveyed?: unknown
    }

/** Narrow operators fused over one partition of the node that feeds them. */
export interface Pipeline {
  readonly source: RddNode
  readonly partition: number
  readonly ops: readonly NarrowNode[]
}

const inLoop = (node: RddNode): node is NarrowNode =>
  node.kind === 'narrow' && node.op !== 'mapPartitions' && node.op !== 'withIndex'

/** The parent of a union that holds a partition, and the partition's number there. */
const within = (parents: readonly RddNode[], partition: number): [RddNode, number] => {
  let rest = partition
  for (const parent of parents) {
    if (rest < parent.numPartitions) return [parent, rest]
    rest -= parent.numPartitions
  }
  throw new RangeError(`no partition ${partition} in a union`)
}

/**
 * Walks up from a node as long as operators fuse. Kept nodes end a pipeline; the node asked for itself does so only
 * for `kept`, because computing what is to be kept has to look through it.
 */
export const pipelineOf = (
  node: RddNode,
  partition: number,
  kept: (node: RddNode) => boolean,
): Pipeline => {
  const ops: NarrowNode[] = []
  let source = node
  let index = partition
  while (!kept(source)) {
    if (inLoop(source)) {
      ops.push(source)
      source = source.parent
    } else if (source.kind === 'union') {
      ;[source, index] = within(source.parents, index)
    } else break
  }
  return { source, partition: index, ops: ops.reverse() }
}

/** The wide, kept and surveyed nodes that must be there before the partitions of a node can be computed, nearest first. */
export const borders = (node: RddNode, kept: (node: RddNode) => boolean): RddNode[] => {
  const found: RddNode[] = []
  const pending = [node]
  const seen = new Set<RddNode>()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (kept(next) && next !== node) found.push(next)
    else if (next.kind === 'narrow') {
      if (next.survey !== undefined) found.push(next)
      pending.push(next.parent)
    } else if (next.kind === 'union' || next.kind === 'gather') pending.push(...next.parents)
    else if (next.kind !== 'slices' && next.kind !== 'input' && next.kind !== 'files')
      found.push(next)
  }
  return found
}
