/// <reference path="../core/node-buffer.d.ts" />
/** V8 copies substrings up to this length; a longer one keeps the whole string it was cut from alive. */
const COPIED = 12

const oneByte = /^[\0-\xff]*$/
let scratch = Buffer.allocUnsafe(1024)

/** The same text in memory of its own, so that keeping a key does not keep the 64 KB block it was cut from. */
export const flat = (s: string): string => {
  if (s.length <= COPIED) return s
  if (scratch.length < s.length * 2) scratch = Buffer.allocUnsafe(s.length * 4)
  return oneByte.test(s)
    ? scratch.latin1Slice(0, scratch.latin1Write(s, 0))
    : scratch.ucs2Slice(0, scratch.ucs2Write(s, 0))
}
