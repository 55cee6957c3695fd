import type { CallSite } from '../../core/errors/tap-error.ts'
import { narrow } from '../plan/narrow.ts'
import type { NarrowNode, RddNode } from '../plan/nodes.ts'
import { own } from '../task.ts'

const same = (value: unknown): unknown => value

/** The pairs as they are; TAP402 names the first element that is none. */
export const pairsOnly = (parent: RddNode, name: string, site: CallSite | undefined): NarrowNode =>
  narrow(parent, name, 'map', 'value', own(same, 'pairs', site), 'partitioner')
