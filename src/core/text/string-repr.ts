/** Text that stands between single quotes as it is. */
const PLAIN = /^[ -&(-[\]-~]*$/

/** What `str.isprintable` denies, plus the backslash. Lone surrogates are of category Cs. */
const ESCAPED = /(?! )[\p{C}\p{Z}\\]/gu

const SHORT: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const escapeOne = (char: string): string => {
  const short = SHORT[char]
  if (short !== undefined) return short
  const code = char.codePointAt(0)!
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`
  return `\\U${code.toString(16).padStart(8, '0')}`
}

/** The quote that Python takes: double quotes only when they save escaping single ones. */
export const quoteFor = (text: string): `'` | `"` =>
  text.includes(`'`) && !text.includes(`"`) ? `"` : `'`

/**
 * Python's `repr` of a string. Which characters are printable follows the Unicode tables of Node, which may know
 * characters that an older Python still escapes.
 */
export const stringRepr = (text: string): string => {
  if (PLAIN.test(text)) return `'${text}'`
  const quote = quoteFor(text)
  const body = text.replace(ESCAPED, escapeOne)
  return quote === `"` ? `"${body}"` : `'${body.replaceAll(`'`, `\\'`)}'`
}
