import type { CallSite } from '../../core/errors/tap-error.ts'
import { identityOf } from '../plan/identity.ts'
import { type RddNode, type UnionNode, nextId } from '../plan/nodes.ts'

/** The partitions of all parents, in their order. */
export const union = (
  parents: readonly RddNode[],
  name: string,
  site: CallSite | undefined,
): UnionNode =>
  Object.freeze({
    kind: 'union',
    id: nextId(),
    name,
    identity: identityOf(parents, name),
    numPartitions: parents.reduce((sum, { numPartitions }) => sum + numPartitions, 0),
    partitioner: undefined,
    site,
    parents,
  })
