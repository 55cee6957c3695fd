const NEWLINE = 10

/** A line longer than this is passed on in parts, so that memory stays bounded. */
const LONGEST_HELD = 1 << 20

/**
 * The same bytes, cut so that each piece starts at a line start (except inside a line longer than 1 MB). Nothing is
 * copied but lines that lie across two chunks. A last line without newline gets one.
 */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let tail: Buffer[] = []
  let held = 0
  let open = false
  for await (const chunk of chunks) {
    const last = chunk.lastIndexOf(NEWLINE)
    const first = tail.length > 0 ? chunk.indexOf(NEWLINE) : -1
    if (first >= 0) yield Buffer.concat([...tail, chunk.subarray(0, first + 1)])
    if (last > first) yield chunk.subarray(first + 1, last + 1)
    if (last >= 0) [tail, held, open] = [[], 0, false]
    if (last + 1 < chunk.length) {
      tail.push(chunk.subarray(last + 1))
      held += chunk.length - last - 1
    }
    if (held > LONGEST_HELD) {
      yield Buffer.concat(tail)
      ;[tail, held, open] = [[], 0, true]
    }
  }
  if (held > 0 || open) yield Buffer.concat([...tail, Buffer.of(NEWLINE)])
}
