const LINE_FEED = 10
/** Below this a view of words costs more than it saves. */
const SHORT = 64

/** A lane of eight bits counts one per word; it is emptied before it can overflow. */
const WORDS_PER_ROUND = 248

const countBytes = (bytes: Uint8Array, from: number, to: number): number => {
  let n = 0
  for (let i = from; i < to; i++) if (bytes[i] === LINE_FEED) n++
  return n
}

/**
 * 1 in each byte of the word that is not a line feed; exact also for bytes above 127. (The numbers stand here and not
 * in constants: a bundler makes those variables of its module, which costs a third of the speed.)
 */
const others = (word: number): number => {
  const x = word ^ 0x0a0a0a0a
  return ((((x & 0x7f7f7f7f) + 0x7f7f7f7f) | x) >>> 7) & 0x01010101
}

/** The sum of the four lanes. */
const sumOfLanes = (lanes: number): number =>
  Math.imul((lanes & 0x00ff00ff) + ((lanes >>> 8) & 0x00ff00ff), 0x00010001) >>> 16

/** Number of `\n` in the bytes. Four bytes a step: a search per line is slower below about 100 bytes a line. */
export const countLines = (bytes: Uint8Array): number => {
  if (bytes.length < SHORT) return countBytes(bytes, 0, bytes.length)
  const head = -bytes.byteOffset & 3
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >>> 2)
  const whole = words.length & ~3
  let n = countBytes(bytes, 0, head) + whole * 4
  for (let i = 0; i < whole;) {
    const stop = Math.min(whole, i + WORDS_PER_ROUND)
    let lanes = 0
    for (; i < stop; i += 4) {
      lanes =
        (lanes +
          others(words[i]!) +
          others(words[i + 1]!) +
          others(words[i + 2]!) +
          others(words[i + 3]!)) |
        0
    }
    n -= sumOfLanes(lanes)
  }
  return n + countBytes(bytes, head + whole * 4, bytes.length)
}
