const bits = new DataView(new ArrayBuffer(8))

const hashText = (s: string): number => {
  let h = 0
  for (let i = 0; i < s.length; i++) h = (Math.imul(h, 31) + s.charCodeAt(i)) | 0
  return h
}

/** An Int hashes to itself, a Long folds its halves, a Double its bits. */
const hashNumber = (n: number): number => {
  if ((n | 0) === n) return n | 0
  if (Number.isSafeInteger(n)) {
    const high = Math.floor(n / 0x1_0000_0000)
    return (n ^ high) | 0
  }
  bits.setFloat64(0, Number.isNaN(n) ? Number.NaN : n)
  return bits.getInt32(0) ^ bits.getInt32(4)
}

const rotate = (h: number, by: number): number => (h << by) | (h >>> (32 - by))

/** MurmurHash3 as Scala hashes its tuples. */
const hashTuple = (items: readonly unknown[]): number => {
  let h = 0xcafebabe | 0
  for (const item of items) {
    const k = Math.imul(rotate(Math.imul(javaHash(item), 0xcc9e2d51), 15), 0x1b873593)
    h = (Math.imul(rotate(h ^ k, 13), 5) + 0xe6546b64) | 0
  }
  h ^= items.length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Java's `hashCode` of a key: the same in every process, which placing keys in partitions needs. */
export const javaHash = (key: unknown): number => {
  switch (typeof key) {
    case 'string':
      return hashText(key)
    case 'number':
      return hashNumber(key)
    case 'boolean':
      return key ? 1231 : 1237
    case 'bigint':
      return hashText(key.toString())
    case 'object':
      if (key === null) return 0
      if (Array.isArray(key)) return hashTuple(key)
      if (key instanceof Date) return hashNumber(key.getTime())
      return Object.entries(key).reduce(
        (h, [name, value]) => (h + (hashText(name) ^ javaHash(value))) | 0,
        0,
      )
    default:
      return 0
  }
}

/** The partition of a key among `n`, never negative. */
export const partitionOf = (key: unknown, n: number): number => {
  const m = javaHash(key) % n
  return m < 0 ? m + n : m
}
