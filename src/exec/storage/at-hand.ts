import type { RddNode } from '../../rdd/plan/nodes.ts'

/**
 * Is what a node has in memory already, as it is? Then nothing is gained by keeping its rows: text of blocks that were
 * received would lie there twice, once as bytes and once as strings, and splitting it again is cheap.
 */
export const isAtHand = (node: RddNode): boolean =>
  node.kind === 'slices' ||
  (node.kind === 'input' &&
    node.partitions.every(({ kind }) => kind === 'lines' || kind === 'rows'))
