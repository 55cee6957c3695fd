/** What tests came to: `{ passed, failed, skipped }`. */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 }

export const outcome = (ok) => ({ ...NOTHING, [ok ? 'passed' : 'failed']: 1 })

export const addCounts = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

export const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
