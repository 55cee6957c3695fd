import { record } from './results.mjs'
import { printTable, short } from './table.mjs'
import { holds, loadText, targetText } from './verdict.mjs'

/**
 * Figures with a fixed target that a busy machine can spoil: the same is measured for the loop by hand (the control).
 * Where the control misses the target too, the run is too noisy and repeated; the verdicts stand as soon as the
 * control holds every target.
 *
 * @param bench `{ name, title, unit, figures, measure }`: `measure(side)` with 'hand' or 'jobs' gives an object of
 *   numbers, `figures` maps some of their names to `{ atMost }`, `{ atLeast }` or `{}`
 */
export const withControl = async (bench, { repeats, quick }) => {
  for (let attempt = 0; attempt <= repeats; attempt++) {
    const control = await bench.measure('hand')
    const engine = await bench.measure('jobs')
    const quiet = Object.entries(bench.figures).every(([name, target]) =>
      holds(control[name], target),
    )
    const results = resultsOf(bench, control, engine, quiet, quick)
    print(bench, results)
    if (quiet || quick || attempt === repeats) return results.forEach(record)
    console.log('  the loop by hand missed a target: measuring again\n')
  }
}

const resultsOf = ({ name, title, unit, figures }, control, engine, quiet, quick) =>
  Object.entries(figures).map(([figure, target]) => ({
    bench: name,
    line: `${title}: ${figure}`,
    unit,
    target: targetText(target),
    value: engine[figure],
    control: control[figure],
    verdict: verdictOf(engine[figure], target, quiet, quick),
  }))

const verdictOf = (value, target, quiet, quick) => {
  if (targetText(target) === '') return 'for information'
  if (quick) return `not judged (only ${quick})`
  if (!quiet) return 'too noisy'
  return holds(value, target) ? 'pass' : 'fail'
}

const print = ({ name, unit }, results) => {
  console.log(`${name}: load ${loadText()}, Node ${process.version}`)
  printTable(['', 'engine', 'by hand', 'target', 'verdict'], results.map(rowOf(unit)))
}

const rowOf =
  (unit) =>
  ({ line, value, control, target, verdict }) => [
    line,
    `${short(value)} ${unit}`,
    `${short(control)} ${unit}`,
    target,
    verdict,
  ]
