import { utf16be, utf16le, utf8, type TextForm } from './text-form.ts'

/** What the first bytes of a text say of the rest, and how many of them are no text. */
export interface Start {
  readonly form: TextForm
  readonly mark: number
}

const MARKS: readonly (readonly [bytes: readonly number[], form: TextForm])[] = [
  [[0xef, 0xbb, 0xbf], utf8],
  [[0xff, 0xfe], utf16le],
  [[0xfe, 0xff], utf16be],
]

export const UNMARKED: Start = { form: utf8, mark: 0 }

/** Reads the byte order mark; `undefined` while the bytes are too few to tell. */
export const startOf = (bytes: Uint8Array): Start | undefined => {
  if (bytes.length === 0) return undefined
  for (const [mark, form] of MARKS) {
    const same = mark.findIndex((byte, i) => bytes[i] !== byte)
    if (same < 0) return { form, mark: mark.length }
    if (same === bytes.length) return undefined
  }
  return UNMARKED
}
