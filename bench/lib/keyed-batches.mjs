/** Batches of pairs for the keyed benches: the same on every side and on every machine. */
import { makeRandom } from './random.mjs'

/** `count` distinct keys, flat in memory. */
export const makeKeys = (count) =>
  Array.from({ length: count }, (_, i) => {
    const key = `w${((i * 2654435761) >>> 0).toString(36)}-${i}`
    key.charCodeAt(0)
    return key
  })

/** `batches` arrays of `size` pairs with keys drawn from all `keys` (each once when there are as many). */
export const makeBatches = (keys, size, batches) => {
  const random = makeRandom(0xba7c4)
  const pairOf = (_, i) => [
    size === keys.length ? keys[i] : keys[random() % keys.length],
    1 + (random() % 50),
  ]
  return Array.from({ length: batches }, () => Array.from({ length: size }, pairOf))
}
