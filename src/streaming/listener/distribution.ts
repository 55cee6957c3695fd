const SHOWN = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1] as const

const UNITS = [
  [3_600_000, 'hours'],
  [60_000, 'min'],
  [1000, 's'],
] as const

/** `2.0 ms`, `1.5 s`, `3.2 min` */
const inWords = (millis: number): string => {
  const [size, unit] = UNITS.find(([least]) => millis > least) ?? [1, 'ms']
  return `${(millis / size).toFixed(1)} ${unit}`
}

const moments = (values: readonly number[]): string => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  const [stdev, max, min] = [Math.sqrt(variance), Math.max(...values), Math.min(...values)]
  const shown = Object.entries({ mean, stdev, max, min })
  return [`count: ${values.length}`, ...shown.map(([name, n]) => `${name}: ${n.toFixed(6)}`)].join(
    ', ',
  )
}

/** Lengths of time as three lines: their moments, and where they lie. Nothing for no value. */
export const distribution = (heading: string, millis: readonly number[]): string => {
  if (millis.length === 0) return ''
  const sorted = [...millis].sort((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(Math.trunc(share * sorted.length), sorted.length - 1)]!
  const row = (cells: readonly string[]): string => cells.map((cell) => `\t${cell}`).join('')
  return [
    `${heading}(${moments(millis)})`,
    row(SHOWN.map((share) => `${share * 100}%`)),
    row(SHOWN.map((share) => inWords(at(share)))),
    '',
  ].join('\n')
}
