import { quoteFor } from './string-repr.ts'

const byteText = (byte: number): string => {
  if (byte === 0x5c) return '\\\\'
  if (byte === 0x09) return '\\t'
  if (byte === 0x0a) return '\\n'
  if (byte === 0x0d) return '\\r'
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte)
  return `\\x${byte.toString(16).padStart(2, '0')}`
}

/** Python's `repr` of bytes: `b'caf\xc3\xa9'`. */
export const bytesRepr = (bytes: Uint8Array): string => {
  const body = Array.from(bytes, byteText).join('')
  const quote = quoteFor(body)
  return quote === `"` ? `b"${body}"` : `b'${body.replaceAll(`'`, `\\'`)}'`
}
