import { nextTurn } from '../../core/clock.ts'
import { decodeRows, encodeRows } from '../../columns/rows-codec.ts'

/** Rows in one frame: few enough that the event loop gets its turn in between. */
const FRAME = 1024

/** A row that cannot be written as bytes. */
export class Unwritable extends Error {}

/** Rows as frames, each behind its length. Throws `Unwritable`. */
export const framesOf = async function* (rows: readonly unknown[]): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < rows.length; i += FRAME) {
    const bytes = encodeRows(rows.slice(i, i + FRAME))
    if (bytes === undefined) throw new Unwritable()
    const length = Buffer.alloc(4)
    length.writeUInt32LE(bytes.length)
    yield Buffer.concat([length, bytes])
    await nextTurn()
  }
}

/** RangeError when the bytes end too early. */
export const rowsOf = async (bytes: Uint8Array, count: number): Promise<readonly unknown[]> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows: unknown[] = []
  for (let at = 0; at < bytes.length;) {
    const length = view.getUint32(at, true)
    for (const row of decodeRows(bytes.subarray(at + 4, at + 4 + length))) rows.push(row)
    at += 4 + length
    await nextTurn()
  }
  if (rows.length !== count) throw new RangeError(`${rows.length} rows of ${count}`)
  return rows
}
