import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeySpace, KeySpacePartition } from './key-space.ts'

const take = (space: KeySpacePartition, keys: readonly unknown[]): Uint32Array =>
  Uint32Array.from(keys, (key) => space.table.slot(key))

describe('KeySpacePartition', () => {
  it('lets an id live while anyone holds it', () => {
    const space = new KeySpacePartition()
    const first = take(space, ['a', 'b'])
    const second = take(space, ['b', 'c'])
    space.hold(first)
    space.hold(second)
    expect([0, 1, 2].map((id) => space.holdersOf(id))).toEqual([1, 2, 1])
    space.release(first)
    expect(['a', 'b', 'c'].map((key) => space.table.find(key))).toEqual([-1, 1, 2])
    space.release(second)
    expect(space.table.size).toBe(0)
  })

  it('lets the ids of an array live as long as one of its holders has it', () => {
    const space = new KeySpacePartition()
    const ids = take(space, ['a', 'b'])
    for (let i = 0; i < 3; i++) space.hold(ids)
    const other = ids.slice(0, 1)
    space.hold(other)
    for (let i = 0; i < 3; i++) {
      expect(space.table.size).toBe(2)
      space.release(ids)
    }
    expect(space.table.size).toBe(1)
    space.release(other)
    expect(space.table.size).toBe(0)
    space.hold(take(space, ['a', 'b']))
    expect(space.table.size).toBe(2)
  })

  it('frees exactly what nobody holds, in any order of holds and releases', () => {
    const pane = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(fc.tuple(pane, fc.boolean()), { maxLength: 40 }), (steps) => {
        const space = new KeySpacePartition()
        const panes: { readonly keys: readonly number[]; readonly ids: Uint32Array }[] = []
        for (const [keys, more] of steps) {
          if (more || panes.length === 0) {
            const ids = take(space, keys)
            space.hold(ids)
            panes.push({ keys, ids })
          } else space.release(panes.shift()!.ids)
          const live = new Set(panes.flatMap((held) => held.keys))
          expect(space.table.size).toBe(live.size)
          for (const { keys: held, ids } of panes) {
            expect(held.map((key) => space.table.find(key))).toEqual([...ids])
          }
        }
      }),
    )
  })

  it('does not grow while the keys of a sliding window turn', () => {
    const space = new KeySpacePartition()
    const panes: Uint32Array[] = []
    for (let t = 0; t < 1000; t++) {
      const ids = take(
        space,
        Array.from({ length: 20 }, (_, i) => `${t}:${i}`),
      )
      space.hold(ids)
      panes.push(ids)
      if (panes.length > 5) space.release(panes.shift()!)
    }
    expect(space.table.idLimit).toBeLessThanOrEqual(120)
    expect(space.table.size).toBe(100)
  })

  it('forgets what an abandoned task took in', () => {
    const space = new KeySpacePartition()
    space.hold(take(space, ['kept']))
    take(space, ['lost', 'too'])
    space.sweep()
    expect([...space.table.liveIds()].map((id) => space.table.keys[id])).toEqual(['kept'])
    space.sweep()
    expect(space.table.size).toBe(1)
  })

  it('has scratch space of zeros that grows with the ids', () => {
    const space = new KeySpacePartition()
    const small = space.scratch(10)
    expect(small.length).toBeGreaterThanOrEqual(10)
    const large = space.scratch(100_000)
    expect(large.length).toBeGreaterThanOrEqual(100_000)
    expect(large.every((x) => x === 0)).toBe(true)
    large[77] = 5
    space.clearScratch()
    expect(space.scratch(100_000)[77]).toBe(0)
  })
})

describe('a snapshot of a key space', () => {
  const filled = (): KeySpacePartition => {
    const space = new KeySpacePartition()
    const ids = take(space, ['a', [1, -0], { x: 1 }, null, 'gone', 5])
    space.hold(ids)
    space.hold(ids.subarray(0, 2))
    space.release(ids.subarray(4, 5))
    return space
  }

  it('is plain data with ids, hashes, keys and holders', () => {
    const snapshot = filled().snapshot()
    expect(snapshot.idLimit).toBe(6)
    expect([...snapshot.ids]).toEqual([0, 1, 2, 3, 5])
    expect([...snapshot.holders]).toEqual([2, 2, 1, 1, 1])
    expect(snapshot.keys).toEqual(['a', [1, -0], { x: 1 }, null, 5])
    expect(snapshot.hashes).toHaveLength(5)
    expect(structuredClone(snapshot)).toEqual(snapshot)
  })

  it('restores to the same space', () => {
    const space = filled()
    const again = KeySpacePartition.restore(structuredClone(space.snapshot()))
    expect(again.snapshot()).toEqual(space.snapshot())
    expect(take(again, ['a', [1, 0], { x: 1 }, null, 5])).toEqual(Uint32Array.of(0, 1, 2, 3, 5))
    expect(again.table.slot('new')).toBe(4)
  })

  it('goes on as the original would, whatever follows', () => {
    const pane = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 8 })
    fc.assert(
      fc.property(
        fc.array(pane, { maxLength: 10 }),
        fc.array(pane, { maxLength: 10 }),
        (before, after) => {
          const space = new KeySpacePartition()
          const panes = before.map((keys) => take(space, keys))
          for (const ids of panes) space.hold(ids)
          for (const ids of panes.slice(0, 3)) space.release(ids)
          const again = KeySpacePartition.restore(space.snapshot())
          for (const keys of after) {
            for (const one of [space, again]) one.hold(take(one, keys))
          }
          const keysOf = (one: KeySpacePartition): unknown[] =>
            one
              .snapshot()
              .keys.map(Number)
              .toSorted((a, b) => a - b)
          expect(keysOf(again)).toEqual(keysOf(space))
          for (const ids of panes.slice(3)) for (const one of [space, again]) one.release(ids)
          expect(keysOf(again)).toEqual(keysOf(space))
        },
      ),
    )
  })

  it('of an empty space restores to an empty space', () => {
    const again = KeySpacePartition.restore(new KeySpacePartition().snapshot())
    expect([again.table.size, again.table.slot('a')]).toEqual([0, 0])
  })
})

describe('KeySpace', () => {
  it('has one partition per index, made when it is asked for', () => {
    const space = new KeySpace()
    expect(space.partition(2)).toBe(space.partition(2))
    expect(space.partition(0)).not.toBe(space.partition(2))
  })
})
