import type { CallSite } from '../../core/errors/tap-error.ts'
import type { KeySpace } from '../../columns/key-space.ts'
import type { Placement } from '../partitioner.ts'
import { identityOf } from './identity.ts'
import { Lineage } from './lineage.ts'
import { type Combine, type RddNode, type ShuffleNode, nextId } from './nodes.ts'

export interface ShuffleOptions {
  readonly name: string
  readonly partitioner: Placement
  readonly site: CallSite | undefined
  readonly combine?: Combine
  readonly space?: KeySpace
  readonly dealt?: boolean
}

/** The one constructor of wide nodes: everything wide is a shuffle. */
export const shuffle = (parent: RddNode, options: ShuffleOptions): ShuffleNode =>
  Object.freeze({
    kind: 'shuffle',
    id: nextId(),
    name: options.name,
    from: new Lineage({ parent }),
    identity: identityOf([parent], options.name),
    numPartitions: options.partitioner.numPartitions,
    partitioner: options.partitioner,
    dealt: options.dealt ?? false,
    combine: options.combine,
    space: options.space,
    site: options.site,
  })
