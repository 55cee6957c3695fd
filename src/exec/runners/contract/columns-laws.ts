import { describe, expect } from 'vitest'
import { type KeyedColumns, KeySpacePartition } from '../../../columns/key-space.ts'
import type { RunnerKit } from './runner-kit.ts'
import { add, block, fn, pairsOf } from './test-tasks.ts'

/** Aggregation of columns over a key space. */
export const columnsLaws = (kit: RunnerKit): void => {
  describe('aggregation over a key space', () => {
    kit.law('meets blocks in their order, first-seen keys first', async () => {
      const space = new KeySpacePartition()
      const blocks = [block(['b', 1], ['a', 2]), block(['c', 3], ['b', 4])]
      const made = await kit.columns(space, { kind: 'meet', blocks, fn: fn(add) })
      expect(pairsOf(made)).toEqual([
        ['b', 5],
        ['a', 2],
        ['c', 3],
      ])
    })

    kit.law('joins lists and leaves the blocks as they were', async () => {
      const blocks = [block(['a', [1]]), block(['a', [2]], ['b', [3]])]
      for (let attempt = 0; attempt < 2; attempt++) {
        const made = await kit.columns(new KeySpacePartition(), {
          kind: 'meet',
          blocks,
          fn: undefined,
        })
        expect(pairsOf(made)).toEqual([
          ['a', [1, 2]],
          ['b', [3]],
        ])
      }
    })

    kit.law('merges panes, slides a window, and updates state', async () => {
      const space = new KeySpacePartition()
      const pane = (...pairs: [string, number][]): Promise<KeyedColumns> =>
        kit.columns(space, { kind: 'meet', blocks: [block(...pairs)], fn: fn(add) })
      const panes = [
        await pane(['a', 1], ['b', 2]),
        await pane(['b', 3]),
        await pane(['c', 4], ['b', 5]),
      ]
      const sum = fn(add)
      const window = await kit.columns(space, { kind: 'merge', panes: panes.slice(0, 2), fn: sum })
      expect(pairsOf(window)).toEqual([
        ['a', 1],
        ['b', 5],
      ])
      const next = await kit.columns(space, {
        kind: 'slide',
        previous: window,
        leaving: panes.slice(0, 1),
        entering: panes.slice(2),
        fn: sum,
        inverse: fn((a: number, b: number) => a - b),
      })
      expect(pairsOf(next)).toEqual([
        ['b', 8],
        ['c', 4],
      ])
      const state = await kit.columns(space, {
        kind: 'state',
        previous: next,
        values: await kit.columns(space, {
          kind: 'meet',
          blocks: [block(['b', [1]], ['d', [2, 3]])],
          fn: undefined,
        }),
        update: fn((values: number[], before: number | undefined) =>
          before === 4 ? undefined : values.reduce(add, before ?? 0),
        ),
        perPartition: undefined,
      })
      expect(pairsOf(state)).toEqual([
        ['b', 9],
        ['d', 5],
      ])
    })

    kit.law('changes nothing that it was given', async () => {
      const space = new KeySpacePartition()
      const meet = (...pairs: [string, number][]): Promise<KeyedColumns> =>
        kit.columns(space, { kind: 'meet', blocks: [block(...pairs)], fn: fn(add) })
      const panes = [await meet(['a', 1], ['b', 2]), await meet(['b', 3])]
      const before = panes.map((pane) => [[...pane.ids], [...pane.values]])
      for (let attempt = 0; attempt < 2; attempt++) {
        const merged = await kit.columns(space, { kind: 'merge', panes, fn: fn(add) })
        expect(pairsOf(merged)).toEqual([
          ['a', 1],
          ['b', 5],
        ])
      }
      expect(panes.map((pane) => [[...pane.ids], [...pane.values]])).toEqual(before)
    })

    kit.law('leaves no key behind when it fails', async () => {
      const space = new KeySpacePartition()
      await kit.columns(space, { kind: 'meet', blocks: [block(['kept', 1])], fn: fn(add) })
      const boom = fn((): number => {
        throw new Error('boom')
      })
      const blocks = [block(['lost', 1]), block(['lost', 2])]
      await expect(kit.columns(space, { kind: 'meet', blocks, fn: boom })).rejects.toMatchObject({
        code: 'TAP501',
      })
      expect(space.table.size).toBe(1)
      const again = await kit.columns(space, { kind: 'meet', blocks, fn: fn(add) })
      expect(pairsOf(again)).toEqual([['lost', 3]])
    })
  })
}
