/** Letters of English by how often they occur; pads words to their length. */
const letters = 'etaoinshrdlucmfw'

/** Like English: the more frequent a word, the shorter. 2 to 12 bytes. */
const lengthOf = (rank) => {
  if (rank < 10) return 2 + (rank % 2)
  if (rank < 200) return 3 + (rank % 3)
  if (rank < 2000) return 4 + (rank % 5)
  return 5 + (rank % 8)
}

const base26 = (number) => {
  const digit = String.fromCharCode(97 + (number % 26))
  return number < 26 ? digit : digit + base26(Math.floor(number / 26))
}

const pad = (word, length, random) => {
  let padded = word
  while (padded.length < length) padded += letters[random() % letters.length]
  return padded
}

/** `count` distinct words, most frequent first. A word starts with its rank in base 26, so at most a few draws collide. */
export const makeWords = (count, random) => {
  const words = new Set()
  for (let rank = 0; rank < count; rank++) {
    const start = base26(rank)
    let word = pad(start, lengthOf(rank), random)
    while (words.has(word)) word = pad(start, lengthOf(rank), random)
    words.add(word)
  }
  return [...words]
}

/**
 * Draws ranks with probability proportional to 1 / (rank + 1) (Zipf, s = 1).
 * A guide table gives the place to start in the cumulated weights; from there it is a few steps.
 */
export const makeZipf = (count, random) => {
  const cumulated = new Float64Array(count)
  let total = 0
  for (let rank = 0; rank < count; rank++) cumulated[rank] = total += 1 / (rank + 1)
  const slots = 1 << 16
  const guide = new Int32Array(slots)
  for (let slot = 0, rank = 0; slot < slots; slot++) {
    while (cumulated[rank] < (total * slot) / slots) rank++
    guide[slot] = rank
  }
  return () => {
    const draw = random() / 2 ** 32
    let rank = guide[Math.floor(draw * slots)]
    while (rank < count - 1 && cumulated[rank] < draw * total) rank++
    return rank
  }
}
