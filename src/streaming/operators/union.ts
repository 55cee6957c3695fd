import type { CallSite } from '../../core/errors/tap-error.ts'
import { union as unionNode } from '../../rdd/operators/union.ts'
import type { DStream } from '../dstream.ts'
import { nodesTogether, type Side } from '../together.ts'

/** The elements of all sides, in their order. */
export const union = (sides: readonly Side[], site: CallSite | undefined): DStream<unknown> =>
  nodesTogether(sides, 'union', site, (nodes) => unionNode(nodes, 'union', site))
