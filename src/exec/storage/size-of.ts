/** Rows, and elements of one array, that are looked at; the others are taken to be like them. */
const SAMPLE = 64
const DEEPEST = 8
const POINTER = 8
const HEADER = 16

const ONE_BYTE = /^[\0-\u00ff]*$/

const ofString = (text: string): number =>
  HEADER + text.length * (ONE_BYTE.test(text.slice(0, 256)) ? 1 : 2)

const ofObject = (value: object, depth: number, seen: Set<object>): number => {
  if (seen.has(value)) return 0
  seen.add(value)
  if (Array.isArray(value)) return HEADER + ofItems(value, depth, seen)
  if (ArrayBuffer.isView(value)) return 6 * HEADER + value.byteLength
  if (value instanceof Map) {
    return 3 * HEADER + 2 * POINTER * value.size + ofItems([...value].flat(), depth, seen)
  }
  if (value instanceof Set)
    return 3 * HEADER + 2 * POINTER * value.size + ofItems([...value], depth, seen)
  // A field that is computed belongs to nobody's size, and asking for it would run code of the user.
  const fields = Object.values(Object.getOwnPropertyDescriptors(value)).map(
    (field) => field.value as unknown,
  )
  return 2 * HEADER + ofItems(fields, depth, seen)
}

const ofValue = (value: unknown, depth: number, seen: Set<object>): number => {
  if (typeof value === 'string') return ofString(value)
  if (typeof value === 'bigint') return HEADER + 8
  if (typeof value === 'number') return Number.isInteger(value) ? 0 : HEADER
  if (typeof value !== 'object' || value === null || depth === 0) return 0
  return ofObject(value, depth - 1, seen)
}

const ofItems = (items: readonly unknown[], depth: number, seen: Set<object>): number => {
  const step = Math.max(1, Math.floor(items.length / SAMPLE))
  let [looked, sum] = [0, 0]
  for (let i = 0; i < items.length; i += step, looked++) sum += ofValue(items[i], depth, seen)
  return POINTER * items.length + (looked === 0 ? 0 : (sum / looked) * items.length)
}

/**
 * About how many bytes of memory rows take. An estimate: at most 64 rows, evenly spread, are measured (and 64 elements of
 * each list in them), and what several of them share counts once. A short string cut from a long text counts as itself.
 */
export const sizeOf = (rows: readonly unknown[]): number =>
  Math.ceil(HEADER + ofItems(rows, DEEPEST, new Set()))
