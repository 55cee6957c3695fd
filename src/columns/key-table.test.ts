import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryKey, canonical, collidingKeys, twin } from './arbitrary-key.fixture.ts'
import { KeyTable, PROCESS_SEED } from './key-table.ts'
import { hashKey, hashString } from './structural.ts'

/** A table beside a Map that says what it should be; what is not so is noted. */
class Checked {
  table: KeyTable
  readonly expected = new Map<string, { readonly id: number; readonly key: unknown }>()
  readonly wrong: string[] = []

  constructor(table: KeyTable) {
    this.table = table
  }

  #is(what: string, found: unknown, expected: unknown): void {
    if (found !== expected)
      this.wrong.push(`${what}: ${String(found)} instead of ${String(expected)}`)
  }

  slot(key: unknown): void {
    const text = canonical(key)
    const known = this.expected.get(text)
    const id = this.table.slot(key)
    if (known !== undefined) return this.#is(`id of ${text}`, id, known.id)
    this.#is(
      `${text} shares its id`,
      [...this.expected.values()].some((entry) => entry.id === id),
      false,
    )
    this.expected.set(text, { id, key })
  }

  remove(key: unknown): void {
    const text = canonical(key)
    const known = this.expected.get(text)
    if (known !== undefined) {
      this.expected.delete(text)
      this.table.remove(known.id)
    }
    this.#is(`${text} after its removal`, this.table.find(key), -1)
  }

  /** All that the table says and the Map does not. */
  problems(): string[] {
    const { table, expected } = this
    const ids = [...expected.values()].map(({ id }) => id).sort((a, b) => a - b)
    this.#is('size', table.size, expected.size)
    this.#is('live ids', [...table.liveIds()].join(), ids.join())
    const hashes = table.hashesById()
    for (const [text, { id, key }] of expected) {
      this.#is(`find ${text}`, table.find(twin(key)), id)
      this.#is(`key ${id}`, canonical(table.keys[id]), text)
      this.#is(`hash of ${text}`, hashes[id], hashKey(key, table.seed))
      this.#is(`id of ${text} below the limit`, id < table.idLimit, true)
    }
    return this.wrong
  }
}

type Step = readonly ['slot' | 'remove', unknown]

const steps = (key: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.tuple(fc.constantFrom('slot' as const, 'slot' as const, 'remove' as const), key), {
    maxLength,
  })

const after = (checked: Checked, list: readonly Step[]): string[] => {
  for (const [what, key] of list) checked[what](key)
  return checked.problems()
}

describe('KeyTable', () => {
  it('gives ids 0, 1, 2, … in the order of first sight', () => {
    const table = new KeyTable()
    expect(['b', 'a', 'b', 1, '1', 'a', null].map((key) => table.slot(key))).toEqual([
      0, 1, 0, 2, 3, 1, 4,
    ])
    expect(table.keys).toEqual(['b', 'a', 1, '1', null])
    expect([table.size, table.idLimit, table.find('c')]).toEqual([5, 5, -1])
  })

  it('agrees with a Map, whatever is put in and taken out', () => {
    fc.assert(
      fc.property(steps(arbitraryKey, 60), fc.integer(), (list, seed) => {
        expect(after(new Checked(new KeyTable(seed, 8)), list)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with a Map when half of thousands of keys come and go', () => {
    const word = fc.integer({ min: 0, max: 1500 }).map((n) => `word-${n}`)
    fc.assert(
      fc.property(fc.array(steps(word, 400), { minLength: 6, maxLength: 6 }), (rounds) => {
        const checked = new Checked(new KeyTable(1))
        for (const list of rounds) expect(after(checked, list)).toEqual([])
      }),
      { numRuns: 8 },
    )
  })

  it('uses the ids of removed keys again, so that turning keys do not grow it', () => {
    const checked = new Checked(new KeyTable())
    for (let round = 0; round < 60; round++) {
      for (let i = 0; i < 40; i++) checked.slot(`key ${round} ${i} of this round`)
      if (round > 0)
        for (let i = 0; i < 40; i++) checked.remove(`key ${round - 1} ${i} of this round`)
      expect(checked.table.idLimit).toBeLessThanOrEqual(80)
    }
    expect(checked.problems()).toEqual([])
  })

  it('holds 30,000 keys of each kind', () => {
    for (const make of [(i: number) => `k${i}`, (i: number) => i, (i: number) => [i, 'x']]) {
      const table = new KeyTable()
      for (let i = 0; i < 30_000; i++) if (table.slot(make(i)) !== i) throw new Error(`not ${i}`)
      for (let i = 0; i < 30_000; i += 7) expect(table.find(make(i))).toBe(i)
      expect(table.find(make(30_000))).toBe(-1)
    }
  })

  it('takes the hash that is known already', () => {
    const table = new KeyTable()
    for (const key of ['a', 1, [1, 2], null]) {
      const id = table.slotHashed(key, hashKey(key, PROCESS_SEED))
      expect(table.slot(key)).toBe(id)
      expect(table.hash(key)).toBe(hashKey(key, PROCESS_SEED))
    }
    expect(table.size).toBe(4)
  })

  it('keeps the first of equal keys', () => {
    const table = new KeyTable()
    const first = { a: 1, b: -0 }
    table.slot(first)
    table.slot({ b: 0, a: 1 })
    expect(table.keys[0]).toBe(first)
    expect(table.size).toBe(1)
  })

  it('does not take in a key that cannot be compared', () => {
    const table = new KeyTable()
    table.slot('a')
    expect(() => table.slot(() => 1)).toThrow(expect.objectContaining({ code: 'TAP408' }))
    expect([table.size, table.idLimit, table.slot('b')]).toEqual([1, 1, 1])
  })

  it('empties its places: what was removed can be collected', () => {
    const table = new KeyTable()
    table.remove(table.slot(['a']))
    expect(table.keys).toEqual([undefined])
    expect([...table.liveIds()]).toEqual([])
  })
})

describe('KeyTable with hostile keys', () => {
  const hostile = collidingKeys(300, 5, hashString)

  it('is given 300 strings of one hash', () => {
    expect(new Set(hostile).size).toBe(300)
    expect(new Set(hostile.map((key) => hashString(key, 5)))).toHaveLength(1)
  })

  it('goes on correctly', () => {
    const checked = new Checked(new KeyTable(5))
    for (let i = 0; i < 500; i++) checked.slot(`before ${i}`)
    for (const key of hostile) checked.slot(key)
    for (let i = 0; i < 500; i++) checked.slot(`after ${i}`)
    expect(checked.problems()).toEqual([])
  })

  it('agrees with a Map when they come and go', () => {
    const key = fc.oneof(fc.constantFrom(...hostile), arbitraryKey)
    fc.assert(
      fc.property(steps(key, 120), (list) => {
        const checked = new Checked(new KeyTable(5))
        for (const hostileKey of hostile.slice(0, 70)) checked.slot(hostileKey)
        expect(after(checked, list)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('survives being emptied and filled', () => {
    const checked = new Checked(new KeyTable(5))
    for (let round = 0; round < 3; round++) {
      for (const key of hostile) checked.slot(key)
      expect(checked.problems()).toEqual([])
      for (const key of hostile) checked.remove(key)
      expect(checked.problems()).toEqual([])
    }
    expect(checked.table.idLimit).toBe(300)
  })

  it('keeps keys of any kind apart under one given hash', () => {
    const table = new KeyTable()
    const keys = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? `s${i}` : [i]))
    expect(keys.map((key) => table.slotHashed(key, 77))).toEqual(keys.map((_, i) => i))
    expect(keys.map((key) => table.slotHashed(key, 77))).toEqual(keys.map((_, i) => i))
    expect([...table.hashesById()]).toEqual(keys.map(() => 77))
  })

  it('a run of 65 is no reason to change the index, and one more is', () => {
    for (const count of [64, 65, 66, 67, 68]) {
      const checked = new Checked(new KeyTable(5))
      for (const key of hostile.slice(0, count)) checked.slot(key)
      expect(checked.problems()).toEqual([])
    }
  })

  it('shifts back over the end of the array', () => {
    // All keys have their home in the last places of the smallest table.
    const checked = new Checked(new KeyTable(9, 16))
    const late = Array.from({ length: 2000 }, (_, i) => i).filter((i) => (hashKey(i, 9) & 15) >= 13)
    fc.assert(
      fc.property(fc.shuffledSubarray(late.slice(0, 7)), (order) => {
        for (const key of late.slice(0, 7)) checked.slot(key)
        for (const key of order) {
          checked.remove(key)
          expect(checked.problems()).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('KeyTable.restore', () => {
  const restored = (table: KeyTable): KeyTable => {
    const hashes = table.hashesById()
    const entries = [...table.liveIds()].map((id) => [id, table.keys[id], hashes[id]!] as const)
    return KeyTable.restore(table.seed, table.idLimit, entries)
  }

  it('gives back the same table, freed ids included', () => {
    fc.assert(
      fc.property(steps(arbitraryKey, 60), steps(arbitraryKey, 30), (before, later) => {
        const checked = new Checked(new KeyTable(3, 8))
        expect(after(checked, before)).toEqual([])
        const { idLimit } = checked.table
        checked.table = restored(checked.table)
        expect(checked.table.idLimit).toBe(idLimit)
        expect(checked.problems()).toEqual([])
        expect(after(checked, later)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('uses freed ids before new ones', () => {
    const table = new KeyTable()
    for (const key of ['a', 'b', 'c', 'd']) table.slot(key)
    table.remove(1)
    table.remove(2)
    const again = restored(table)
    expect(new Set([again.slot('e'), again.slot('f')])).toEqual(new Set([1, 2]))
    expect(again.slot('g')).toBe(4)
  })

  it('takes hashes as they were recorded and hashes no key again', () => {
    const keys = Array.from({ length: 100 }, (_, i) => `key ${i}`)
    const entries = keys.map((key, id) => [id, key, hashString(key, 11)] as const)
    const table = KeyTable.restore(11, 100, entries)
    expect(keys.map((key) => table.find(key))).toEqual(keys.map((_, i) => i))
    expect([...table.hashesById()]).toEqual(keys.map((key) => hashString(key, 11)))
  })

  it('restores hostile keys', () => {
    const hostile = collidingKeys(200, 5, hashString)
    const checked = new Checked(new KeyTable(5))
    for (const key of hostile) checked.slot(key)
    checked.table = restored(checked.table)
    expect(checked.problems()).toEqual([])
    checked.slot('one more')
    for (const key of hostile) checked.remove(key)
    expect(checked.problems()).toEqual([])
  })

  it('restores an empty table', () => {
    const table = KeyTable.restore(1, 0, [])
    expect([table.size, table.idLimit, table.slot('a')]).toEqual([0, 0, 0])
  })

  it('gives many keys the ids it gives them one by one, also where it is large', () => {
    const keys = Array.from({ length: 700_000 }, (_, i) => (i % 3 === 0 ? i >> 1 : `key ${i >> 1}`))
    const [one, many] = [new KeyTable(), new KeyTable()]
    const hashes = Int32Array.from(keys, (key) => many.hash(key))
    const ids = new Uint32Array(keys.length)
    for (let from = 0; from < keys.length; from += 70_000) {
      many.slotAll(keys, hashes, ids, { from, to: Math.min(from + 70_000, keys.length) })
    }
    expect(keys.filter((key, i) => one.slot(key) !== ids[i])).toEqual([])
    const again = new Uint32Array(keys.length)
    many.slotAll(keys, hashes, again)
    expect(again.filter((id, i) => id !== ids[i])).toHaveLength(0)
    expect(many.size).toBe(one.size)
  })
})
