import { loadavg } from 'node:os'
import { isSteady } from './statistics.mjs'

/** `≤ 0.80`, `≥ 2`, or nothing for a figure that is only reported. */
export const targetText = ({ atMost, atLeast }) => {
  if (atMost !== undefined) return `≤ ${atMost}`
  return atLeast === undefined ? '' : `≥ ${atLeast}`
}

export const holds = (value, { atMost = Infinity, atLeast = -Infinity }) =>
  value <= atMost && value >= atLeast

/**
 * The median is judged, and only when the quartiles are near it. A noisy run is neither a pass nor a fail.
 *
 * @param summary `{ median, low, high }`
 * @param target `{ atMost }`, `{ atLeast }` or neither
 * @param quick why this run is not judged at all, or ''
 */
export const judge = (summary, target, quick) => {
  if (targetText(target) === '') return 'for information'
  if (quick) return `not judged (only ${quick})`
  if (!isSteady(summary)) return 'too noisy'
  return holds(summary.median, target) ? 'pass' : 'fail'
}

/** For what is a bound and not a middle (peak memory, a lost record): every run counts. */
export const judgeBound = (values, target, quick) => {
  if (quick) return `not judged (only ${quick})`
  return values.every((value) => holds(value, target)) ? 'pass' : 'fail'
}

export const loadText = () => loadavg()[0].toFixed(1)
