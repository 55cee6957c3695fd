import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Placement } from '../partitioner.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'
import { cogroup } from './cogroup.ts'
import { keys } from './keys-and-values.ts'

type Sides = readonly [readonly unknown[], readonly unknown[]]

const alone = (x: unknown): unknown => [x, null]
const onBoth = ([, [left, right]]: readonly [unknown, Sides]): boolean =>
  left.length > 0 && right.length > 0

/** Each value that both sides have, once. */
export const intersection = (
  left: RddNode,
  right: RddNode,
  partitioner: Placement,
  site: CallSite | undefined,
  name = 'intersection',
): NarrowNode => {
  const paired = [left, right].map((node) =>
    narrow(node, name, 'map', 'element', own(alone, 'alone', site)),
  )
  const both = cogroup(paired, partitioner, site, name)
  return keys(narrow(both, name, 'filter', 'element', own(onBoth, 'both', site)), site, name)
}
