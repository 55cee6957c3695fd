import * as fc from 'fast-check'

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(
    0,
    -0,
    Number.NaN,
    0.5,
    2 ** 31,
    -(2 ** 31),
    2 ** 40,
    2 ** 53,
    Infinity,
    -Infinity,
  ),
)

const name = fc.constantFrom('a', 'b', '0', '', '__proto__', 'length')

const leaf = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('', 'a', 'b', '0', 'aa', 'é', '日本', 'long enough to be cut'),
  },
  { weight: 2, arbitrary: number },
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.bigInt({ min: -2n, max: 2n }),
  fc.constantFrom(0, 1, -1, 2 ** 40).map((n) => new Date(n)),
)

/** A plain object with its fields in any order; `fc.dictionary` would not make `__proto__` a field. */
const plain = (value: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  fc.array(fc.tuple(name, value), { maxLength: 3 }).map((fields) => Object.fromEntries(fields))

/** Keys of all kinds from a small world, so that equal ones meet often. */
export const arbitraryKey: fc.Arbitrary<unknown> = fc.letrec<{ key: unknown }>((tie) => ({
  key: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('key'), { maxLength: 3 }) },
    { weight: 1, arbitrary: plain(tie('key')) },
  ),
})).key

const number0 = (n: number): string => (Number.isNaN(n) ? 'NaN' : String(n + 0))

/** One text per value: keys are equal exactly when their texts are. */
export const canonical = (key: unknown): string => {
  if (typeof key === 'string') return JSON.stringify(key)
  if (typeof key === 'number') return number0(key)
  if (typeof key === 'bigint') return `${key}n`
  if (typeof key !== 'object' || key === null) return String(key)
  if (key instanceof Date) return `Date(${number0(key.getTime())})`
  if (Array.isArray(key)) return `[${Array.from(key, canonical).join(',')}]`
  const fields = Object.entries(key).map(
    ([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`,
  )
  return `{${fields.sort().join(',')}}`
}

/** The same value made of other objects, with fields in the opposite order and 0 as -0. */
export const twin = (key: unknown): unknown => {
  if (key === 0) return Object.is(key, 0) ? -0 : 0
  if (typeof key !== 'object' || key === null) return key
  if (key instanceof Date) return new Date(key.getTime())
  if (Array.isArray(key)) return key.map(twin)
  const fields = Object.entries(key).reverse()
  return Object.fromEntries(fields.map(([name, value]) => [name, twin(value)]))
}

/** Strings with one hash under `seed`: what somebody could prepare who knew the seed. */
export const collidingKeys = (
  count: number,
  seed: number,
  hash: (key: string, seed: number) => number,
): string[] => {
  // The hash takes a step per character, h = (h ^ c)·M: the last character undoes any difference of the low 16 bits.
  const step = (h: number, c: number): number => Math.imul(h ^ c, 0x9e3779b1)
  const start = seed ^ 3
  const wanted = step(step(start, 1), 1)
  const found: string[] = []
  for (let a = 1; found.length < count && a < 0x8000; a++) {
    const first = step(start, a)
    for (let b = 1; found.length < count && b < 0x8000; b++) {
      const second = step(first, b)
      if (second >>> 16 === wanted >>> 16) {
        found.push(String.fromCharCode(a, b, (second ^ wanted ^ 0x41) & 0xffff))
      }
    }
  }
  return found.filter((key) => hash(key, seed) === hash(found[0]!, seed))
}
