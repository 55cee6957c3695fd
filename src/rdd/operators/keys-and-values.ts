import type { CallSite } from '../../core/errors/tap-error.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'
import { pairsOnly } from './pairs-only.ts'

type Pair = readonly [unknown, unknown]

const side = (parent: RddNode, name: string, at: 0 | 1, site: CallSite | undefined): NarrowNode =>
  narrow(
    pairsOnly(parent, name, site),
    name,
    'map',
    'element',
    own((pair: Pair) => pair[at], at === 0 ? 'key' : 'value', site),
  )

/** The key of each pair. */
export const keys = (parent: RddNode, site: CallSite | undefined, name = 'keys'): NarrowNode =>
  side(parent, name, 0, site)

/** The value of each pair. */
export const values = (parent: RddNode, site: CallSite | undefined, name = 'values'): NarrowNode =>
  side(parent, name, 1, site)
