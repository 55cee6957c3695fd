import { interleave } from './interleave.mjs'
import { exitCode, record } from './results.mjs'
import { summarize } from './statistics.mjs'
import { printTable, short } from './table.mjs'
import { judge, loadText, targetText } from './verdict.mjs'

/**
 * One bench: sides that do the same work, and ratios between them.
 *
 * A comparison is `{ line, subject, reference, by, unit, atMost | atLeast }`: the subject's figure `by` (a field of the
 * samples) divided by the reference's, round by round. Without a target it is only reported. A comparison whose sides
 * are not all present (no compiler, no build) is left out. A noisy one is measured again, alone, at most `repeats` times.
 *
 * @param bench `{ name, title, sides, comparisons }`; a side that is `undefined` is not present
 * @param options of `readOptions`
 */
export const compare = async (bench, options) => {
  const present = new Set(bench.sides.filter(Boolean).map((side) => side.name))
  let open = bench.comparisons.filter(
    ({ line, subject, reference }) =>
      present.has(subject) && present.has(reference) && line.includes(options.only),
  )
  for (let attempt = 0; open.length > 0 && attempt <= options.repeats; attempt++) {
    const rounds = await interleave(sidesOf(bench, open), options.pairs)
    const results = open.map((comparison) => resultOf(bench, comparison, rounds, options))
    print(bench, results, rounds.length)
    const last = attempt === options.repeats
    for (const result of results) if (last || result.verdict !== 'too noisy') record(result)
    open = open.filter((_, index) => results[index].verdict === 'too noisy')
    if (open.length > 0 && !last) console.log(`  too noisy: measuring again\n`)
  }
  process.exitCode = exitCode()
}

const sidesOf = ({ sides }, comparisons) =>
  sides.filter(
    (side) =>
      side &&
      comparisons.some(({ subject, reference }) => [subject, reference].includes(side.name)),
  )

const resultOf = (bench, comparison, rounds, { quick, size }) => {
  const { line, subject, reference, by, unit } = comparison
  const ratio = summarize(rounds.map((round) => round[subject][by] / round[reference][by]))
  const figure = (side) => ({ side, unit, ...summarize(rounds.map((round) => round[side][by])) })
  return {
    bench: bench.name,
    line,
    target: targetText(comparison),
    verdict: judge(ratio, comparison, quick),
    ratio,
    subject: figure(subject),
    reference: figure(reference),
    pairs: rounds.length,
    ...(size ? { bytes: size } : {}),
  }
}

const print = ({ name, title }, results, pairs) => {
  console.log(`${name}: ${title} · ${pairs} pairs · load ${loadText()} · Node ${process.version}`)
  const header = ['', 'ratio', 'quartiles', 'target', 'absolute', 'reference', 'verdict']
  printTable(header, results.map(rowOf))
}

const rowOf = ({ line, ratio, target, verdict, subject, reference }) => [
  line,
  short(ratio.median),
  `${short(ratio.low)}–${short(ratio.high)}`,
  target,
  absolute(subject),
  absolute(reference),
  verdict === 'too noisy' ? `too noisy (load ${loadText()}, ${spreadText(ratio)})` : verdict,
]

const absolute = ({ median, unit }) => `${short(median)} ${unit}`

const spreadText = ({ median, low, high }) =>
  `−${((1 - low / median) * 100).toFixed(0)} +${((high / median - 1) * 100).toFixed(0)} %`
