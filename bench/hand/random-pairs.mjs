import { makeRandom } from '../lib/random.mjs'

/** Pairs of a number between 0 and 1 with all its bits, and its place. */
export const randomPairs = (length) => {
  const random = makeRandom(42)
  const fraction = () => ((random() >>> 5) * 2 ** 26 + (random() >>> 6)) / 2 ** 53
  return Array.from({ length }, (_, i) => [fraction(), i])
}

/** Another order gives another number. */
export const orderSum = (pairs) =>
  pairs.reduce((sum, [, place], i) => (sum + place * ((i % 1021) + 1)) % 2 ** 40, 0)
