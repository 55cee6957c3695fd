/**
 * What one run of one side gave: `ms` by its own clock without process start, `wallMs` with it, and its answer, which
 * must be the same on all sides.
 */
export const sampleOf = ({ wallMs, words }) => ({
  ms: metricOf(words),
  wallMs,
  answer: words.ANSWER,
})

/** A run that moves `bytes`: `rate` in MB/s. Its answer is checked here against the one that is expected. */
export const rateOf = ({ words }, bytes, expected) => {
  if (words.ANSWER !== expected) throw new Error(`got ${words.ANSWER}, expected ${expected}`)
  return { rate: bytes / 1000 / metricOf(words) }
}

const metricOf = (words) => {
  if (words.METRIC === undefined) throw new Error('the program printed no line METRIC')
  return Number(words.METRIC)
}
