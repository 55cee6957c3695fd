import { interleave } from './interleave.mjs'
import { record } from './results.mjs'
import { median, summarize } from './statistics.mjs'
import { printTable, short } from './table.mjs'
import { loadText, targetText } from './verdict.mjs'

/** The quartiles of the differences decide, too: where the target lies between them, nothing is said. */
const judge = ({ low, high }, value, { atMost }, quick) => {
  if (quick) return `not judged (only ${quick})`
  if (value <= atMost && high <= atMost) return 'pass'
  return value > atMost && low > atMost ? 'fail' : 'too noisy'
}

/**
 * What one side takes more than another: the difference of their medians, with the quartiles of the rounds' differences.
 *
 * @param figure `{ bench, line, unit, by, subject, reference, atMost }`: the sides are `{ name, run }`, `by` names the
 * field of their samples
 */
export const difference = async (figure, { pairs, repeats, quick }) => {
  const { bench, line, unit, by, subject, reference } = figure
  const target = targetText(figure)
  for (let attempt = 0; attempt <= repeats; attempt++) {
    const rounds = await interleave([subject, reference], pairs)
    const of = ({ name }) => rounds.map((round) => round[name][by])
    const value = median(of(subject)) - median(of(reference))
    const spread = summarize(of(subject).map((more, i) => more - of(reference)[i]))
    const verdict = judge(spread, value, figure, quick)
    console.log(`${bench}: ${pairs} pairs, load ${loadText()}, Node ${process.version}`)
    const rows = [subject, reference].map((side) => [
      side.name,
      `${short(median(of(side)))} ${unit}`,
      '',
      '',
      '',
    ])
    const quartiles = `${short(spread.low)}–${short(spread.high)}`
    rows.push([line, `${short(value)} ${unit}`, quartiles, target, verdict])
    printTable(['', 'median', 'quartiles', 'target', 'verdict'], rows)
    if (verdict === 'too noisy' && attempt < repeats) continue
    return record({
      bench,
      line,
      unit,
      target,
      value: { ...spread, median: value },
      verdict,
      pairs,
    })
  }
}
