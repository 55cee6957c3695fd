import { TAP703 } from '../errors/tap703.ts'

const TIMES = new Map([
  ['us', 0.001],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

const SIZES = new Map(
  ['b', 'k', 'm', 'g', 't', 'p'].flatMap((letter, power) => [
    [letter, 1024 ** power] as const,
    [letter === 'b' ? 'b' : `${letter}b`, 1024 ** power] as const,
  ]),
)

const quantity = (text: string, units: ReadonlyMap<string, number>, bare: string): number => {
  const [, digits, unit = bare] = /^(\d+)([a-z]+)?$/.exec(text.trim().toLowerCase()) ?? []
  const value = Math.trunc(Number(digits) * (units.get(unit) ?? Number.NaN))
  return Number.isSafeInteger(value) ? value : Number.NaN
}

/**
 * Whole milliseconds of `200ms`, `30s`, `1min`, `2h`, `1d`, as Spark reads times; TAP703 for anything else.
 * @param bare the unit of a number without one; Spark gives each name its own
 */
export const timeToMillis = (value: string, name = 'value', bare: 'ms' | 's' = 'ms'): number => {
  const millis = quantity(value, TIMES, bare)
  if (Number.isNaN(millis)) {
    throw TAP703({ name, value, expected: 'a length of time', sample: '200ms' })
  }
  return millis
}

/** Bytes of `64k`, `128m`, `1gb`, `1024` (powers of 1024), as Spark reads sizes; TAP703 for anything else. */
export const sizeToBytes = (value: string, name = 'value'): number => {
  const bytes = quantity(value, SIZES, 'b')
  if (Number.isNaN(bytes)) throw TAP703({ name, value, expected: 'a size', sample: '128m' })
  return bytes
}

/** `true` or `false`, in any case; TAP703 for anything else. */
export const toBoolean = (value: string, name = 'value'): boolean => {
  const word = value.trim().toLowerCase()
  if (word !== 'true' && word !== 'false') {
    throw TAP703({ name, value, expected: 'true or false', sample: 'true' })
  }
  return word === 'true'
}

/** A whole number of at least `least`; TAP703 for anything else. */
export const toInteger = (value: string, name = 'value', least = 0): number => {
  const number = /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(number) || number < least) {
    throw TAP703({ name, value, expected: `a whole number from ${least}`, sample: `${least}` })
  }
  return number
}

/** One of a few words; TAP703 for anything else. */
export const toChoice = (value: string, name: string, words: readonly string[]): string => {
  if (!words.includes(value)) {
    throw TAP703({ name, value, expected: words.join(' or '), sample: words[0] ?? '' })
  }
  return value
}
