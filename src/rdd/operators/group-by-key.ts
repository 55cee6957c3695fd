import type { CallSite } from '../../core/errors/tap-error.ts'
import type { KeySpace } from '../../columns/key-space.ts'
import type { Placement } from '../partitioner.ts'
import type { RddNode, ShuffleNode } from '../plan/nodes.ts'
import { shuffle } from '../plan/shuffle.ts'

/** The values of each key as a list, in arrival order by partition. */
export const groupByKey = (
  parent: RddNode,
  partitioner: Placement,
  site: CallSite | undefined,
  { name = 'groupByKey', space }: { name?: string; space?: KeySpace } = {},
): ShuffleNode =>
  shuffle(parent, {
    name,
    partitioner,
    site,
    combine: { kind: 'group' },
    ...(space !== undefined && { space }),
  })
