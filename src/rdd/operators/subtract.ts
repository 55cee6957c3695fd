import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Placement } from '../partitioner.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'
import { cogroup } from './cogroup.ts'
import { values } from './keys-and-values.ts'

type Sides = readonly [readonly unknown[], readonly unknown[]]

const NOTHING: readonly never[] = Object.freeze([])
const leftAlone = ([left, right]: Sides): readonly unknown[] =>
  right.length === 0 ? left : NOTHING

/** The pairs whose key the right side does not have. */
export const subtractByKey = (
  left: RddNode,
  right: RddNode,
  partitioner: Placement,
  site: CallSite | undefined,
  name = 'subtractByKey',
): NarrowNode => {
  const both = cogroup([left, right], partitioner, site, name)
  return narrow(both, name, 'flatMap', 'value', own(leftAlone, 'left alone', site), 'partitioner')
}

const twice = (x: unknown): unknown => [x, x]
const alone = (x: unknown): unknown => [x, null]

/** The elements that the right side does not have, as often as the left has them. */
export const subtract = (
  left: RddNode,
  right: RddNode,
  partitioner: Placement,
  site: CallSite | undefined,
  name = 'subtract',
): NarrowNode => {
  const from = narrow(left, name, 'map', 'element', own(twice, 'twice', site))
  const what = narrow(right, name, 'map', 'element', own(alone, 'alone', site))
  return values(subtractByKey(from, what, partitioner, site, name), site, name)
}
