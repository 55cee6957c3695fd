import type { CallSite } from '../../core/errors/tap-error.ts'
import { TAP407 } from '../../core/errors/tap407.ts'
import type { GatherNode, RddNode } from '../plan/nodes.ts'
import { gather } from './gather.ts'

/** Element beside element. @throws TAP407 when the numbers of partitions differ, or later those of elements */
export const zip = (
  left: RddNode,
  right: RddNode,
  site: CallSite | undefined,
  name = 'zip',
): GatherNode => {
  const [n, m] = [left.numPartitions, right.numPartitions]
  if (n !== m) {
    throw TAP407({
      operator: name,
      site,
      things: 'RDDs',
      reason: `they have ${n} and ${m} partitions`,
    })
  }
  const parts = Array.from({ length: n }, (_, p) => [[0, p] as const, [1, p] as const])
  return gather([left, right], name, 'zip', parts, site)
}
