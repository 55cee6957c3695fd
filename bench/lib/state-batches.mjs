/** Keys and batches of the state benches: the same on every side and on every machine. */
import { makeRandom } from './random.mjs'

/** The key with this number; distinct for numbers below 2³². */
export const keyOf = (number) => `w${((number * 2654435761) >>> 0).toString(36)}-${number}`

/** `batches` arrays of `size` pairs with keys drawn from those below `keys`. */
export const makeTouches = (keys, size, batches) => {
  const random = makeRandom(0x57a7e)
  const touch = () => [keyOf(random() % keys), 1 + (random() % 50)]
  return Array.from({ length: batches }, () => Array.from({ length: size }, touch))
}
