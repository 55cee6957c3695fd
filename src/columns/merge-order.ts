/** Blocks of so many are sorted at once, and merged in steps of as many comparisons as they took. */
const BLOCK = 512
const STEP = 4096

/**
 * The places of `length` elements in order, stable, by merging; `less(i, j)` says whether element i has to come before
 * element j. Gives up the thread at each `yield`, after about a millisecond at most.
 */
export const mergeOrder = function* (
  length: number,
  compare: (i: number, j: number) => number,
): Generator<undefined, Uint32Array> {
  let from = Uint32Array.from({ length }, (_, i) => i)
  for (let start = 0; start < length; start += BLOCK) {
    from.subarray(start, start + BLOCK).sort(compare)
    yield
  }
  let to = new Uint32Array(length)
  for (let width = BLOCK; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      const middle = Math.min(start + width, length)
      const end = Math.min(start + 2 * width, length)
      let i = start
      let j = middle
      for (let k = start; k < end;) {
        for (const stop = Math.min(end, k + STEP); k < stop; k++) {
          const left = i < middle && (j === end || compare(from[i]!, from[j]!) <= 0)
          to[k] = left ? from[i++]! : from[j++]!
        }
        yield
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}
