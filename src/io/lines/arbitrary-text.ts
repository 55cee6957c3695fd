import * as fc from 'fast-check'

/** Text full of line ends of all kinds, and of characters of one to four bytes. */
export const arbitraryText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('\n', '\r', '\r\n', '\n\r', ' ', 'a', 'bc') },
      {
        weight: 2,
        arbitrary: fc.constantFrom('è', '€', '𝄞', '\u0a0d', '\u0d0a', '\u0085', '\u2028'),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))
  // A text that begins with it would look as if it had a byte order mark.
  .filter((text) => !text.startsWith('\ufeff'))

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

/** The four ways in which a text stands in bytes. */
export const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16LE': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16BE': (text) => utf16be(`\ufeff${text}`),
}
