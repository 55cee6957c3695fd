/** Node's own fast slices and writes, public for years and left out of its type declarations. */
interface Buffer {
  latin1Slice(start?: number, end?: number): string
  utf8Slice(start?: number, end?: number): string
  ucs2Slice(start?: number, end?: number): string
  latin1Write(text: string, offset?: number): number
  ucs2Write(text: string, offset?: number): number
}
