/** So many elements are moved between two yields: well below a millisecond. */
const STEP = 1 << 15
/** Runs of equal upper halves up to this length are put in order one by one. */
const SHORT = 48

const DIGITS: readonly (readonly [shift: number, size: number])[] = [
  [0, 2048],
  [11, 2048],
  [22, 1024],
]

/** Which half of a number's eight bytes holds sign and exponent. */
const UPPER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0

/** Words whose unsigned order is the order of the numbers; those of NaN are above all. */
const image = (
  numbers: Float64Array,
  order: Uint32Array,
  words: Uint32Array,
  half: 'upper' | 'lower',
  flip: number,
  from: number,
  to: number,
): void => {
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length)
  for (let i = from; i < to; i++) {
    const at = order[i]!
    const upper = bits[2 * at + UPPER]!
    const negative = upper >>> 31 === 1
    if (half === 'upper') words[i] = (negative ? ~upper : upper | 0x80000000) ^ flip
    else words[i] = (negative ? ~bits[2 * at + 1 - UPPER]! : bits[2 * at + 1 - UPPER]!) ^ flip
  }
}

const count = (
  words: Uint32Array,
  shift: number,
  counts: Uint32Array,
  from: number,
  to: number,
): void => {
  const mask = counts.length - 1
  for (let i = from; i < to; i++) counts[(words[i]! >>> shift) & mask]!++
}

interface Columns {
  readonly words: Uint32Array
  readonly order: Uint32Array
}

const scatter = (
  source: Columns,
  target: Columns,
  shift: number,
  places: Uint32Array,
  from: number,
  to: number,
): void => {
  const mask = places.length - 1
  const { words, order } = source
  for (let i = from; i < to; i++) {
    const word = words[i]!
    const place = places[(word >>> shift) & mask]!++
    target.words[place] = word
    target.order[place] = order[i]!
  }
}

/** Counts become first places; false when all elements have one digit. */
const toPlaces = (counts: Uint32Array, length: number): boolean => {
  let sum = 0
  for (let digit = 0; digit < counts.length; digit++) {
    const here = counts[digit]!
    if (here === length) return false
    counts[digit] = sum
    sum += here
  }
  return true
}

/** Both columns in the order of the words, stable; which of the two the result is in, is returned. */
const byWords = function* (first: Columns, second: Columns): Generator<undefined, Columns> {
  let [source, target] = [first, second]
  const { length } = first.words
  for (const [shift, size] of DIGITS) {
    const counts = new Uint32Array(size)
    for (let i = 0; i < length; i += STEP) {
      count(source.words, shift, counts, i, Math.min(length, i + STEP))
      yield
    }
    if (!toPlaces(counts, length)) continue
    for (let i = 0; i < length; i += STEP) {
      scatter(source, target, shift, counts, i, Math.min(length, i + STEP))
      yield
    }
    ;[source, target] = [target, source]
  }
  return source
}

/** Numbers of one run are all NaN or none is, so plain comparisons do. */
const insert = (
  numbers: Float64Array,
  order: Uint32Array,
  descending: boolean,
  start: number,
  end: number,
): void => {
  for (let i = start + 1; i < end; i++) {
    const at = order[i]!
    const value = numbers[at]!
    let j = i
    for (; j > start; j--) {
      const before = numbers[order[j - 1]!]!
      if (!(descending ? before < value : before > value)) break
      order[j] = order[j - 1]!
    }
    order[j] = at
  }
}

/**
 * The places of the numbers in order, stable: by digits of their upper halves, then by the lower halves where the upper
 * ones are equal. Makes −0 a 0 and all NaN alike in `numbers`. Gives up the thread at each `yield`.
 */
export const radixOrder = function* (
  numbers: Float64Array,
  descending: boolean,
): Generator<undefined, Uint32Array> {
  const { length } = numbers
  const flip = descending ? ~0 : 0
  const columns = (): Columns => ({
    words: new Uint32Array(length),
    order: new Uint32Array(length),
  })
  const [first, second] = [columns(), columns()]
  for (let from = 0; from < length; from += STEP) {
    const to = Math.min(length, from + STEP)
    for (let i = from; i < to; i++) {
      const value = numbers[i]!
      numbers[i] = value === value ? value + 0 : Number.NaN
      first.order[i] = i
    }
    image(numbers, first.order, first.words, 'upper', flip, from, to)
    yield
  }
  const { words, order } = yield* byWords(first, second)
  yield* byLowerHalves(numbers, words, order, descending)
  return order
}

/** Where the run of equal words ends that begins at `start`, or at the latest at `to`. */
const runEnd = (words: Uint32Array, start: number, to: number): number => {
  const word = words[start]
  let end = start + 1
  while (end < to && words[end] === word) end++
  return end
}

const byLowerHalves = function* (
  numbers: Float64Array,
  upper: Uint32Array,
  order: Uint32Array,
  descending: boolean,
): Generator<undefined, undefined> {
  const { length } = order
  for (let start = 0; start < length;) {
    start = shortRuns(numbers, upper, order, descending, start, Math.min(length, start + STEP))
    yield
    if (start === length) return
    const end = runEnd(upper, start, length)
    if (end - start > SHORT) yield* longRun(numbers, order.subarray(start, end), descending)
    else insert(numbers, order, descending, start, end)
    start = end
  }
}

/** Puts short runs in order, up to a long one or one that may go on beyond `to`; where that begins, is returned. */
const shortRuns = (
  numbers: Float64Array,
  upper: Uint32Array,
  order: Uint32Array,
  descending: boolean,
  from: number,
  to: number,
): number => {
  let start = from
  for (let i = from + 1; i < to; i++) {
    if (upper[i] === upper[start]) continue
    if (i - start > SHORT) return start
    if (i - start > 1) insert(numbers, order, descending, start, i)
    start = i
  }
  return start
}

const longRun = function* (
  numbers: Float64Array,
  order: Uint32Array,
  descending: boolean,
): Generator<undefined, undefined> {
  const { length } = order
  const words = new Uint32Array(length)
  const first = { words, order: order.slice() }
  for (let i = 0; i < length; i += STEP) {
    image(numbers, order, words, 'lower', descending ? ~0 : 0, i, Math.min(length, i + STEP))
    yield
  }
  const spare = { words: new Uint32Array(length), order: new Uint32Array(length) }
  order.set((yield* byWords(first, spare)).order)
}
