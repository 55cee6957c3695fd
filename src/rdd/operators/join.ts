import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Placement } from '../partitioner.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'
import { cogroup } from './cogroup.ts'

export type JoinName = 'join' | 'leftOuterJoin' | 'rightOuterJoin' | 'fullOuterJoin'

/** On which side a key may be missing; its value is null there. */
const OPTIONAL: Readonly<Record<JoinName, { readonly left: boolean; readonly right: boolean }>> = {
  join: { left: false, right: false },
  leftOuterJoin: { left: false, right: true },
  rightOuterJoin: { left: true, right: false },
  fullOuterJoin: { left: true, right: true },
}

const NOBODY: readonly unknown[] = Object.freeze([null])

/** Every value of the left with every value of the right, key by key. */
export const join = (
  left: RddNode,
  right: RddNode,
  name: JoinName,
  partitioner: Placement,
  site: CallSite | undefined,
): NarrowNode => {
  const optional = OPTIONAL[name]
  const pairs = (sides: readonly (readonly unknown[])[]): unknown[] => {
    const vs = sides[0]!.length === 0 && optional.left ? NOBODY : sides[0]!
    const ws = sides[1]!.length === 0 && optional.right ? NOBODY : sides[1]!
    return vs.flatMap((v) => ws.map((w) => [v, w]))
  }
  const both = cogroup([left, right], partitioner, site, name)
  return narrow(both, name, 'flatMap', 'value', own(pairs, name, site), 'partitioner')
}
