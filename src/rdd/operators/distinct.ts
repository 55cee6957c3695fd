import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Placement } from '../partitioner.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'
import { keys } from './keys-and-values.ts'
import { reduceByKey } from './reduce-by-key.ts'

const alone = (x: unknown): unknown => [x, null]
const first = (a: unknown): unknown => a

/** Each value once, as it was first seen. */
export const distinct = (
  parent: RddNode,
  partitioner: Placement,
  site: CallSite | undefined,
  name = 'distinct',
): NarrowNode => {
  const paired = narrow(parent, name, 'map', 'element', own(alone, 'alone', site))
  const once = reduceByKey(paired, own(first, 'first', site), partitioner, { name })
  return keys(once, site, name)
}
