/** The value below which the part `share` of the values lies, interpolated between neighbours. */
export const quantile = (values, share) => {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below)
}

export const median = (values) => quantile(values, 0.5)

/** `{ median, low, high }`: the middle and the quartiles around it. */
export const summarize = (values) => ({
  median: median(values),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
})

/** How far the quartiles may lie from the median before a measurement says nothing. */
const STEADY = 0.12

export const isSteady = ({ median: middle, low, high }) =>
  low >= middle * (1 - STEADY) && high <= middle * (1 + STEADY)

/** The mean without the outer twentieths: a few wild values do not move it, and whole milliseconds do not bias it. */
const trimmedMean = (values) => {
  const outer = Math.floor(values.length / 20)
  const inner = values.toSorted((a, b) => a - b).slice(outer, values.length - outer)
  return inner.reduce((sum, value) => sum + value, 0) / inner.length
}

/** How much `values` grow per step, from the first half to the second. A steady drift comes out exactly. */
export const slopeOf = (values) => {
  const half = Math.floor(values.length / 2)
  return (trimmedMean(values.slice(half)) - trimmedMean(values.slice(0, half))) / half
}
