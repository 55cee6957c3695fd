import type { CallSite } from '../../core/errors/tap-error.ts'
import type { GatherNode, RddNode } from '../plan/nodes.ts'
import { gather } from './gather.ts'

/** Every element of the left with every one of the right: a partition for each pair of partitions. */
export const cartesian = (
  left: RddNode,
  right: RddNode,
  site: CallSite | undefined,
  name = 'cartesian',
): GatherNode => {
  const n = right.numPartitions
  const parts = Array.from(
    { length: left.numPartitions * n },
    (_, i) =>
      [
        [0, Math.floor(i / n)],
        [1, i % n],
      ] as const,
  )
  return gather([left, right], name, 'product', parts, site)
}
