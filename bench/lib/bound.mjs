import { record } from './results.mjs'
import { short } from './table.mjs'
import { judgeBound, targetText } from './verdict.mjs'

/**
 * A bound that every run must keep, such as peak memory: prints and records the values and the verdict.
 *
 * @param figure `{ bench, line, unit, values, atMost | atLeast, quick }`
 */
export const reportBound = ({ quick = '', ...figure }) => {
  const { bench, line, unit, values } = figure
  const verdict = judgeBound(values, figure, quick)
  const target = targetText(figure)
  console.log(`  ${line}: ${values.map(short).join(', ')} ${unit}   ${target}   ${verdict}`)
  record({ bench, line, target, unit, values, verdict })
}
