import { interleave } from './interleave.mjs'
import { record } from './results.mjs'
import { summarize } from './statistics.mjs'
import { printTable, short } from './table.mjs'
import { judge, loadText, targetText } from './verdict.mjs'

/**
 * A time with a fixed target: the median of the runs is judged, under the same rule of quartiles and repeats as ratios.
 *
 * @param figure `{ bench, line, unit, by, run, atMost }`: `by` names the field of the samples that `run` gives
 */
export const absolute = async (figure, { pairs, repeats, quick }) => {
  const { bench, line, unit, by, run } = figure
  const target = targetText(figure)
  for (let attempt = 0; attempt <= repeats; attempt++) {
    const rounds = await interleave([{ name: line, run }], pairs)
    const summary = summarize(rounds.map((round) => round[line][by]))
    const verdict = judge(summary, figure, quick)
    console.log(`${bench}: ${pairs} runs, load ${loadText()}, Node ${process.version}`)
    const spread = `${short(summary.low)}–${short(summary.high)}`
    const row = [line, `${short(summary.median)} ${unit}`, spread, target, verdict]
    printTable(['', 'median', 'quartiles', 'target', 'verdict'], [row])
    if (verdict === 'too noisy' && attempt < repeats) continue
    return record({ bench, line, unit, target, value: summary, verdict, runs: pairs })
  }
}
