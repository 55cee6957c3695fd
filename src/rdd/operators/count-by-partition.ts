import type { CallSite } from '../../core/errors/tap-error.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'

const size = (rows: Iterable<unknown>): [number] => {
  let n = 0
  for (const _ of rows) n++
  return [n]
}

/** One number per partition: how many elements it has. */
export const countByPartition = (parent: RddNode, site: CallSite | undefined): NarrowNode =>
  narrow(parent, 'count', 'mapPartitions', 'element', own(size, 'count', site))
