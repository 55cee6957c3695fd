import type { CallSite } from '../../core/errors/tap-error.ts'
import { type Placement, samePlacement } from '../partitioner.ts'
import type { RddNode } from '../plan/nodes.ts'
import { shuffle } from '../plan/shuffle.ts'

/** Every pair in the partition of its key; pairs that lie there already stay. */
export const partitionBy = (
  parent: RddNode,
  partitioner: Placement,
  site: CallSite | undefined,
  name = 'partitionBy',
): RddNode =>
  samePlacement(parent.partitioner, partitioner)
    ? parent
    : shuffle(parent, { name, partitioner, site })
