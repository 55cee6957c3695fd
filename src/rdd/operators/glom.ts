import type { CallSite } from '../../core/errors/tap-error.ts'
import { asGroup } from '../../core/group.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'

const list = (rows: Iterable<unknown>): unknown[] => [asGroup([...rows])]

/** One list per partition, also for empty ones. */
export const glom = (parent: RddNode, site: CallSite | undefined): NarrowNode =>
  narrow(parent, 'glom', 'mapPartitions', 'element', own(list, 'glom', site))
