import { describe, expect, it } from 'vitest'
import { KeySpacePartition, type KeyedColumns } from '../../../columns/key-space.ts'
import { toColumn } from '../../../columns/column.ts'
import type { StateStore } from '../state-store.ts'

const columnsOf = (
  space: KeySpacePartition,
  pairs: readonly (readonly [unknown, unknown])[],
): KeyedColumns => ({
  space,
  ids: Uint32Array.from(pairs, ([key]) => space.table.slot(key)),
  values: toColumn(pairs.map(([, value]) => value)),
})

/** The get of the seam's test view. */
const get = (store: StateStore<object>, version: object, key: unknown): unknown => {
  for (const [k, v] of store.scan(version, 0)) if (k === key) return v
  return undefined
}

/** What every store of keyed state does. */
export const stateStoreContract = (make: () => StateStore<object>): void => {
  describe('a state store', () => {
    it('reads back what was put, in the order of the ids', () => {
      const store = make()
      const version = {}
      store.put(
        version,
        0,
        columnsOf(new KeySpacePartition(), [
          ['b', 2],
          ['a', 1],
        ]),
      )
      expect([...store.scan(version, 0)]).toEqual([
        ['b', 2],
        ['a', 1],
      ])
      expect(get(store, version, 'a')).toBe(1)
      expect(store.read(version, 1)).toBeUndefined()
    })

    it('keeps versions apart', () => {
      const store = make()
      const space = new KeySpacePartition()
      const [old, young] = [{}, {}]
      store.put(old, 0, columnsOf(space, [['a', 1]]))
      store.put(
        young,
        0,
        columnsOf(space, [
          ['a', 2],
          ['b', undefined],
        ]),
      )
      expect(get(store, old, 'a')).toBe(1)
      expect([...store.scan(young, 0)]).toEqual([
        ['a', 2],
        ['b', undefined],
      ])
    })

    it('holds ids exactly as long as a version has them', () => {
      const store = make()
      const space = new KeySpacePartition()
      const [old, young] = [{}, {}]
      store.put(
        old,
        0,
        columnsOf(space, [
          ['a', 1],
          ['b', 1],
        ]),
      )
      store.put(young, 0, columnsOf(space, [['b', 2]]))
      store.remove(old)
      expect(space.table.find('a')).toBe(-1)
      expect(space.table.find('b')).toBeGreaterThanOrEqual(0)
      store.put(young, 0, columnsOf(space, [['c', 3]]))
      expect(space.table.find('b')).toBe(-1)
      store.remove(young)
      expect(space.table.size).toBe(0)
    })

    it('reads a restored checkpoint as the version it was taken of', () => {
      const store = make()
      const space = new KeySpacePartition()
      const [version, other, restored] = [{}, {}, {}]
      store.put(
        other,
        0,
        columnsOf(space, [
          ['gone', 0],
          [['t', 1], 0],
        ]),
      )
      store.put(
        version,
        0,
        columnsOf(space, [
          [['t', 1], 5],
          ['long key of many letters', 'x'],
        ]),
      )
      store.remove(other)
      store.restore(restored, structuredClone(store.checkpoint(version)))
      expect([...store.scan(restored, 0)]).toEqual([...store.scan(version, 0)])
      const own = store.read(restored, 0)!.space
      expect(own.table.find(['t', 1])).toBe(space.table.find(['t', 1]))
      expect(own.table.size).toBe(2)
      store.remove(restored)
      expect(own.table.size).toBe(0)
    })
  })
}
