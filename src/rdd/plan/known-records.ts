import { type RddNode, parentsOf } from './nodes.ts'

const ofLeaf = (node: RddNode): number => {
  if (node.kind === 'slices') return node.slices.reduce((sum, rows) => sum + rows.length, 0)
  if (node.kind !== 'input') return 0
  return node.partitions.reduce((sum, partition) => {
    if (partition.kind === 'rows') return sum + partition.rows.length
    if (partition.kind === 'file') return sum + 1
    if (partition.kind === 'whole') return sum + partition.files.length
    return sum + partition.chunks.reduce((lines, { records }) => lines + records, 0)
  }, 0)
}

/** How many records are known to go into a plan, without computing anything; a file counts as one. */
export const knownRecords = (node: RddNode): number => {
  const seen = new Set<RddNode>([node])
  let records = 0
  // The set grows while it is walked, and each node is met once.
  for (const next of seen) {
    records += ofLeaf(next)
    for (const parent of parentsOf(next)) seen.add(parent)
  }
  return records
}
