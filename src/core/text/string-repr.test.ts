import { expect, it } from 'vitest'
import { stringRepr } from './string-repr.ts'

it.each([
  ['a', `'a'`],
  [`it's`, `"it's"`],
  [`it's "both"`, `'it\\'s "both"'`],
  ['c:\\temp', `'c:\\\\temp'`],
  ['\n\t\r', `'\\n\\t\\r'`],
  ['perché 🚀', `'perché 🚀'`],
  ['\x00\x7f\xa0\u200b\ufeff\ue000', `'\\x00\\x7f\\xa0\\u200b\\ufeff\\ue000'`],
  ['\u{e0001}', `'\\U000e0001'`],
  ['\ud800a', `'\\ud800a'`],
])('%j is %s', (text, shown) => expect(stringRepr(text)).toBe(shown))
