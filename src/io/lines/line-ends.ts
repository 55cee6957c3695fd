export const LINE_FEED = 10
export const CARRIAGE_RETURN = 13

/**
 * Makes `\r\n` and a lone `\r` into `\n` within the bytes themselves, and returns the shorter rest of them.
 * Bytes without `\r` are returned as they are, after one memchr.
 */
export const unifyLineEnds = (bytes: Buffer): Buffer => {
  const first = bytes.indexOf(CARRIAGE_RETURN)
  if (first < 0) return bytes
  let to = first
  for (let from = first; from < bytes.length; from++) {
    const byte = bytes[from]!
    if (byte === CARRIAGE_RETURN) {
      bytes[to++] = LINE_FEED
      if (bytes[from + 1] === LINE_FEED) from++
    } else {
      bytes[to++] = byte
    }
  }
  return bytes.subarray(0, to)
}
