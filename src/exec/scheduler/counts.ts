import type { OperatorCount } from '../../core/events.ts'
import type { OperatorLabel } from './operators-of.ts'
import type { PipelineRun } from './pipeline-run.ts'

/**
 * The ledger of one task: per operator in = passed + dropped, outputs apart; out of one = in of the next.
 * The last operator is the goal, which merged or delivered all that reached it.
 */
export const countsOf = (
  operators: readonly OperatorLabel[],
  run: PipelineRun,
  results: number,
): OperatorCount[] => {
  let incoming = run.seen
  return operators.map(({ identity, name, kind, site }, i) => {
    const last = i === operators.length - 1
    const through = kind === 'map' || last
    const passed = through ? incoming : run.counts[2 * i]!
    const flat = kind === 'flatMap' ? run.counts[2 * i + 1]! : passed
    const count = {
      operator: identity,
      name,
      kind,
      site,
      in: incoming,
      passed,
      out: last ? results : flat,
    }
    incoming = flat
    return count
  })
}
