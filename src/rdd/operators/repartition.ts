import type { CallSite } from '../../core/errors/tap-error.ts'
import { hashed } from '../partitioner.ts'
import type { RddNode, ShuffleNode } from '../plan/nodes.ts'
import { shuffle } from '../plan/shuffle.ts'

/** The elements dealt in turn to exactly so many partitions. */
export const repartition = (
  parent: RddNode,
  numPartitions: number,
  site: CallSite | undefined,
  name = 'repartition',
): ShuffleNode => shuffle(parent, { name, partitioner: hashed(numPartitions), site, dealt: true })
