import { expect, it } from 'vitest'
import { bytesRepr } from './bytes-repr.ts'

it.each([
  ['', `b''`],
  ['bytes', `b'bytes'`],
  [`it's`, `b"it's"`],
  [`'"`, `b'\\'"'`],
  ['\\\t\n\r\0', `b'\\\\\\t\\n\\r\\x00'`],
  ['é', `b'\\xc3\\xa9'`],
])('the bytes of %j are %s', (text, shown) => {
  expect(bytesRepr(new TextEncoder().encode(text))).toBe(shown)
})
