import type { CallSite } from '../../core/errors/tap-error.ts'
import type { NarrowNode } from '../../rdd/plan/nodes.ts'
import type { Goal } from '../plan/pipeline.ts'

/** What messages and counts say of an operator. */
export interface OperatorLabel {
  readonly name: string
  readonly kind: string
  readonly identity: string
  readonly site: CallSite | undefined
}

const goalLabel = (
  goal: Goal,
  ops: readonly NarrowNode[],
  site: CallSite | undefined,
): OperatorLabel => {
  const node = goal.kind === 'shuffle' ? goal.node : undefined
  return {
    name: node?.name ?? ('name' in goal ? goal.name : undefined) ?? goal.kind,
    kind: goal.kind,
    identity: node?.identity ?? `${ops.at(-1)?.identity ?? ''}/${goal.kind}`,
    site: node?.site ?? ('fn' in goal ? goal.fn.site : undefined) ?? site,
  }
}

/** The operators of a pipeline in order, its goal last. */
export const operatorsOf = (
  ops: readonly NarrowNode[],
  goal: Goal,
  site: CallSite | undefined,
): readonly OperatorLabel[] => [
  ...ops.map((node) => ({
    name: node.name,
    kind: node.op,
    identity: node.identity,
    site: node.site,
  })),
  goalLabel(goal, ops, site),
]
