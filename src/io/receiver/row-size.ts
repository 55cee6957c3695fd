/** So many elements of a collection stand for all of them. */
const SAMPLE = 8
const DEEPEST = 3

const CELL = 8
const HEADER = 16

const ofAll = (parts: readonly unknown[], size: number, depth: number): number => {
  if (parts.length === 0) return HEADER
  const sum = parts.reduce<number>((total, part) => total + sizeOf(part, depth + 1), 0)
  return HEADER + (size * (sum + CELL * parts.length)) / parts.length
}

const sampled = (array: readonly unknown[]): unknown[] => {
  const step = Math.max(1, Math.floor(array.length / SAMPLE))
  return array.filter((_, i) => i % step === 0)
}

const firstOf = (iterable: Iterable<unknown>): unknown[] => {
  const first: unknown[] = []
  for (const part of iterable) {
    if (first.push(part) === SAMPLE) break
  }
  return first
}

const fieldsOf = (record: object, depth: number): number => {
  const names = Object.keys(record)
  return ofAll(
    names.slice(0, SAMPLE).map((name) => (record as Record<string, unknown>)[name]),
    names.length,
    depth,
  )
}

const ofObject = (value: object, depth: number): number => {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return HEADER + value.byteLength
  if (depth >= DEEPEST) return HEADER
  if (Array.isArray(value)) return ofAll(sampled(value), value.length, depth)
  if (value instanceof Map) return ofAll(firstOf(value), value.size, depth)
  if (value instanceof Set) return ofAll(firstOf(value), value.size, depth)
  return fieldsOf(value, depth)
}

const sizeOf = (value: unknown, depth: number): number => {
  if (typeof value === 'string') return HEADER + value.length
  if (typeof value === 'object' && value !== null) return ofObject(value, depth)
  return CELL
}

/**
 * About how many bytes a record takes in memory: good enough to tell a little from too much. Costs the same for a large
 * collection as for a small one, of which some elements are looked at.
 * @example
 * rowSize('hello')   // 21
 * rowSize(1)         // 8
 * rowSize(['a', 1])  // 57
 */
export const rowSize = (record: unknown): number => Math.ceil(sizeOf(record, 0))
