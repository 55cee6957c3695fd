import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { KeySpacePartition } from '../../columns/key-space.ts'
import { ColumnStore } from './column-store.ts'
import { CAME } from './state-store.ts'

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f']

/** A batch sets, ends or renews keys, and then some older versions are given up. */
const batch = fc.record({
  changes: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom('set', 'end', 'renew')),
    { selector: ([key]) => key, maxLength: 5 },
  ),
  forget: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
})

it('keeps every remembered version as it was, and holds ids exactly as long', () => {
  fc.assert(
    fc.property(fc.array(batch, { minLength: 1, maxLength: 12 }), (batches) => {
      const store = new ColumnStore<object>()
      const space = new KeySpacePartition()
      const remembered = new Map<object, Map<string, number>>()
      let newest: { version: object; model: Map<string, number> } | undefined
      batches.forEach(({ changes, forget }, b) => {
        const model = new Map(newest?.model)
        const written = changes.filter(([key, how]) => how !== 'end' || model.has(key))
        const has = written.map(([key, how]) => {
          const was = model.has(key)
          if (how !== 'set') model.delete(key)
          if (how === 'end') return 0
          model.set(key, b)
          return was && how === 'set' ? 1 : CAME
        })
        const version = { b }
        store.update(version, newest?.version, 0, {
          space,
          ids: Uint32Array.from(written, ([key]) => space.table.slot(key)),
          values: written.map(() => b),
          has: Uint8Array.from(has),
          time: b,
        })
        remembered.set(version, model)
        newest = { version, model }
        for (const i of forget) {
          const old = [...remembered.keys()][i]
          if (old === undefined || old === version) continue
          store.remove(old)
          remembered.delete(old)
        }
        for (const [kept, expected] of remembered) {
          expect([...store.scan(kept, 0)]).toEqual([...expected])
          expect([...store.read(kept, 0)!.times!]).toEqual([...expected.values()])
        }
      })
      for (const kept of remembered.keys()) store.remove(kept)
      expect(space.table.size).toBe(0)
    }),
    { numRuns: 300 },
  )
})

it('makes columns that were put live with their first change', () => {
  const store = new ColumnStore<object>()
  const space = new KeySpacePartition()
  const ids = Uint32Array.from(['a', 'b'], (key) => space.table.slot(key))
  const [put, next] = [{}, {}]
  store.put(put, 0, { space, ids, values: [1, 2], times: Float64Array.of(5, 6) })
  const change = { ids: ids.slice(0, 1), values: [9], has: Uint8Array.of(1), time: 7 }
  store.update(next, put, 0, { space, ...change })
  expect([...store.scan(put, 0)]).toEqual([
    ['a', 1],
    ['b', 2],
  ])
  expect([...store.scan(next, 0)]).toEqual([
    ['a', 9],
    ['b', 2],
  ])
  expect([...store.read(next, 0)!.times!]).toEqual([7, 6])
  store.remove(put)
  store.remove(next)
  expect(space.table.size).toBe(0)
})
