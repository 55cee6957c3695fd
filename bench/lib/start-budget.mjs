import { median } from './statistics.mjs'
import { printTable, short } from './table.mjs'

const RUNS = 9

/**
 * Where a start spends its time. With `TAP_TRACE_START=1` tap writes marks to stderr, each a line
 * `{"mark":"engine","ms":52.1}`: milliseconds since the process began, when that part was ready.
 *
 * @param bare runs `node -e 0`
 * @param traced runs the job with marks
 */
export const printBudget = async (bare, traced) => {
  const walls = []
  const parts = new Map()
  for (let round = 0; round < RUNS; round++) {
    walls.push((await bare()).wallMs)
    const { ms, stderr } = await traced()
    for (const [part, took] of partsOf(stderr, ms)) {
      parts.set(part, [...(parts.get(part) ?? []), took])
    }
  }
  if (parts.size === 0) return console.log('budget: tap writes no marks (TAP_TRACE_START)')
  console.log(`budget (medians of ${RUNS} runs; node -e 0 takes ${short(median(walls))} ms):`)
  printTable(
    ['', 'ms'],
    Array.from(parts, ([part, times]) => [part, short(median(times))]),
  )
}

/** Each part lasts from the mark before to its own; what is left of the whole time is Node's own start and end. */
const partsOf = (stderr, total) => {
  const marks = marksOf(stderr)
  const parts = marks.map(({ mark, ms }, index) => [mark, ms - (marks[index - 1]?.ms ?? 0)])
  return marks.length === 0 ? [] : [...parts, ['rest (spawn, exit)', total - marks.at(-1).ms]]
}

const marksOf = (stderr) => {
  const lines = stderr.split('\n').filter((line) => line.startsWith('{"mark"'))
  return lines.map((line) => JSON.parse(line))
}
