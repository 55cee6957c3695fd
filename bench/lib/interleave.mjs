/**
 * Runs the sides in turn, A B C A B C, so that a change of the machine's load meets all of them alike.
 * One round more than asked: the first warms the page cache and is thrown away.
 *
 * @param {readonly { name: string, run: () => Promise<object> }[]} sides
 * @returns one object of samples by side name for each round
 */
export const interleave = async (sides, pairs) => {
  const rounds = []
  for (let round = 0; round <= pairs; round++) {
    const samples = {}
    for (const side of sides) samples[side.name] = await side.run()
    checkAnswers(samples)
    if (round > 0) rounds.push(samples)
    showProgress(round, pairs)
  }
  return rounds
}

/** Sides that computed different things are not compared. A side without an answer is not asked. */
const checkAnswers = (samples) => {
  const answers = Object.entries(samples).filter(([, sample]) => sample.answer !== undefined)
  if (new Set(answers.map(([, sample]) => sample.answer)).size <= 1) return
  const list = answers.map(([name, sample]) => `  ${name}: ${sample.answer}`).join('\n')
  throw new Error(`the sides do not agree on the answer:\n${list}`)
}

const showProgress = (round, pairs) => {
  if (!process.stderr.isTTY) return
  process.stderr.write(round < pairs ? `\r${round}/${pairs} ` : '\r        \r')
}
