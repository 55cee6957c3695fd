import { crc32 } from 'node:zlib'

/** Length, its checksum, and that of the payload: four bytes each, big-endian. */
const HEAD = 12

/** A record as it lies in a log: its length, the crc32 of the length, that of its bytes, its bytes. */
export const frame = (payload: Uint8Array): Uint8Array => {
  const out = Buffer.allocUnsafe(HEAD + payload.length)
  out.writeUInt32BE(payload.length, 0)
  out.writeUInt32BE(crc32(out.subarray(0, 4)), 4)
  out.writeUInt32BE(crc32(payload), 8)
  out.set(payload, HEAD)
  return out
}

/** What stands at a place of a log: a record, the end, or something that is none. */
export type Framed =
  | { readonly kind: 'record'; readonly payload: Uint8Array; readonly next: number }
  | { readonly kind: 'end' }
  /** The file ends within the record: it was being written when the process or the machine went down. */
  | { readonly kind: 'torn' }
  | { readonly kind: 'damaged' }

export const readFrame = (log: Buffer, at: number): Framed => {
  if (at === log.length) return { kind: 'end' }
  if (at + HEAD > log.length) return { kind: 'torn' }
  // A length that cannot be trusted says nothing of where the file should end.
  if (crc32(log.subarray(at, at + 4)) !== log.readUInt32BE(at + 4)) return { kind: 'damaged' }
  const length = log.readUInt32BE(at)
  const next = at + HEAD + length
  if (next > log.length) return { kind: 'torn' }
  const payload = log.subarray(at + HEAD, next)
  if (crc32(payload) === log.readUInt32BE(at + 8)) return { kind: 'record', payload, next }
  // A machine that lost power may have made the file longer and not written all that it holds.
  return next === log.length ? { kind: 'torn' } : { kind: 'damaged' }
}
