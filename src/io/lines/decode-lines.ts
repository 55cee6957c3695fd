/// <reference path="../../core/node-buffer.d.ts" />
import { isAscii, isUtf8 } from 'node:buffer'
import { asBuffer } from './as-buffer.ts'

/** The text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD. ASCII takes one byte a character and is much faster. */
export const decodeChunk = (bytes: Uint8Array): string => {
  const buffer = asBuffer(bytes)
  return isAscii(buffer) ? buffer.latin1Slice(0, buffer.length) : buffer.utf8Slice(0, buffer.length)
}

const REPLACEMENT = '\ufffd'
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT)

const occurrences = (text: string): number => text.split(REPLACEMENT).length - 1

const occurrencesInBytes = (bytes: Buffer): number => {
  let n = 0
  for (let at = bytes.indexOf(REPLACEMENT_BYTES); at >= 0; n++) {
    at = bytes.indexOf(REPLACEMENT_BYTES, at + REPLACEMENT_BYTES.length)
  }
  return n
}

/** How many U+FFFD `decodeChunk` puts where bytes are not UTF-8; those that were sent as such do not count. */
export const invalidIn = (bytes: Uint8Array): number => {
  const buffer = asBuffer(bytes)
  if (isUtf8(buffer)) return 0
  return occurrences(buffer.utf8Slice(0, buffer.length)) - occurrencesInBytes(buffer)
}
