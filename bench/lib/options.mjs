import { parseArgs } from 'node:util'

const units = { '': 1, KB: 1e3, MB: 1e6, GB: 1e9 }

const bytesOf = (text) => {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(KB|MB|GB)?$/i.exec(text) ?? []
  if (number === undefined) throw new Error(`--size ${text}: write a number with KB, MB or GB`)
  return Math.round(Number(number) * units[(unit ?? '').toUpperCase()])
}

const countOf = (name, text, least = 0) => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least) return number
  throw new Error(`--${name} ${text}: write a whole number`)
}

/** Fewer runs than this are a quick look and give no verdict. */
const PAIRS_TO_JUDGE = 15

/** Less than the full amount of any of these is a quick look too. */
const amounts = {
  pairs: { read: (name, text) => countOf(name, text, 1), text: (n) => `${n} pairs` },
  size: { read: (_, text) => bytesOf(text), text: (n) => `${n / 1e6} MB` },
  seconds: { read: countOf, text: (n) => `${n} s` },
  batches: { read: countOf, text: (n) => `${n} batches` },
}

/**
 * The options every bench understands: `--pairs n` rounds, `--repeats n` further tries of a noisy run, `--size 20MB`
 * of input, `--seconds n` of real time, `--batches n`, and `--only text` for the lines whose name holds that text.
 * Beside them comes `quick`: why nothing is judged, or ''.
 *
 * @param full what the targets are stated for: `{ pairs?, size?, seconds?, batches? }`
 */
export const readOptions = (full) => {
  try {
    return parseOptions(full)
  } catch (error) {
    console.error(error.message)
    return process.exit(2)
  }
}

const parseOptions = (full = {}) => {
  const wanted = { pairs: PAIRS_TO_JUDGE, size: 0, seconds: 0, batches: 0, ...full }
  const option = (value) => ({ type: 'string', default: String(value) })
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, option(value)])),
      repeats: option(3),
      only: option(''),
    },
  })
  const given = Object.fromEntries(
    Object.entries(amounts).map(([name, { read }]) => [name, read(name, values[name])]),
  )
  const less = Object.keys(amounts).filter((name) => given[name] < wanted[name])
  const quick = less.map((name) => amounts[name].text(given[name])).join(', ')
  return { ...given, repeats: countOf('repeats', values.repeats), only: values.only, quick }
}
