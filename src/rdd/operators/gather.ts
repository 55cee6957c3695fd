import type { CallSite } from '../../core/errors/tap-error.ts'
import { identityOf } from '../plan/identity.ts'
import { type GatherNode, type PartitionRef, type RddNode, nextId } from '../plan/nodes.ts'

/** The one constructor of nodes that put whole partitions together. */
export const gather = (
  parents: readonly RddNode[],
  name: string,
  how: GatherNode['how'],
  parts: readonly (readonly PartitionRef[])[],
  site: CallSite | undefined,
): GatherNode =>
  Object.freeze({
    kind: 'gather',
    id: nextId(),
    name,
    identity: identityOf(parents, name),
    numPartitions: parts.length,
    partitioner: undefined,
    site,
    how,
    parents,
    parts,
  })
