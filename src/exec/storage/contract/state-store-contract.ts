import assert from 'node:assert/strict'
import { type Contract, contract } from '../../../core/contract/contract.ts'
import { same } from '../../../core/contract/same.ts'
import { KeySpacePartition, type KeyedColumns } from '../../../columns/key-space.ts'
import { toColumn } from '../../../columns/column.ts'
import { CAME, type StateChange, type StateStore } from '../state-store.ts'

export type { StateStore } from '../state-store.ts'

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

/** Values to write; undefined lets a key go. */
const changeOf = (
  space: KeySpacePartition,
  time: number,
  pairs: readonly (readonly [key: unknown, value: unknown, came?: 'came'])[],
): StateChange => ({
  space,
  time,
  ids: Uint32Array.from(pairs, ([key]) => space.table.slot(key)),
  values: pairs.map(([, value]) => value),
  has: Uint8Array.from(pairs, ([, value, came]) =>
    value === undefined ? 0 : came === undefined ? 1 : CAME,
  ),
})

const begin = (make: () => StateStore<object>): StateStore<object> => make()

/** What every store of keyed state does; given what makes an empty one for each law. */
export const stateStoreContract: Contract<() => StateStore<object>> = contract(
  'state store',
  { begin },
  {
    'reads back what was put, in the order of the ids': (store) => {
      const version = {}
      store.put(
        version,
        0,
        columnsOf(new KeySpacePartition(), [
          ['b', 2],
          ['a', 1],
        ]),
      )
      same(
        [...store.scan(version, 0)],
        [
          ['b', 2],
          ['a', 1],
        ],
      )
      same(get(store, version, 'a'), 1)
      same(store.read(version, 1), undefined)
    },

    'keeps versions apart': (store) => {
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
      same(get(store, old, 'a'), 1)
      same(
        [...store.scan(young, 0)],
        [
          ['a', 2],
          ['b', undefined],
        ],
      )
    },

    'makes a version of the one before it and what changed': (store) => {
      const space = new KeySpacePartition()
      const [old, young] = [{}, {}]
      const first = changeOf(space, 1000, [
        ['a', 1, 'came'],
        ['b', 2, 'came'],
      ])
      store.update(old, undefined, 0, first)
      const second = changeOf(space, 2000, [
        ['b', undefined],
        ['a', 5],
        ['c', 3, 'came'],
      ])
      store.update(young, old, 0, second)
      same(
        [...store.scan(young, 0)],
        [
          ['a', 5],
          ['c', 3],
        ],
      )
      same(
        [...store.scan(old, 0)],
        [
          ['a', 1],
          ['b', 2],
        ],
      )
      const view = store.view(young, 0)!
      const a = space.table.find('a')
      same([view.values[a], view.has[a], view.times[a]], [5, 1, 2000])
      same(store.view(young, 1), undefined)
      same([store.has(young, 0), store.has(young, 1)], [true, false])
      store.remove(old)
      store.remove(young)
      same(space.table.size, 0)
    },
    'holds ids exactly as long as a version has them': (store) => {
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
      same(space.table.find('a'), -1)
      assert.ok(space.table.find('b') >= 0)
      store.put(young, 0, columnsOf(space, [['c', 3]]))
      same(space.table.find('b'), -1)
      store.remove(young)
      same(space.table.size, 0)
    },

    'reads a restored checkpoint as the version it was taken of': (store) => {
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
      same([...store.scan(restored, 0)], [...store.scan(version, 0)])
      const own = store.read(restored, 0)!.space
      same(own.table.find(['t', 1]), space.table.find(['t', 1]))
      same(own.table.size, 2)
      store.remove(restored)
      same(own.table.size, 0)
    },
  },
)
