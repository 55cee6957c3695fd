import { describe, expect } from 'vitest'
import { PROCESS_SEED } from '../../../columns/key-table.ts'
import { hashKey } from '../../../columns/structural.ts'
import { slicesNode } from '../../../rdd/operators/slices.ts'
import { hashed, placer } from '../../../rdd/partitioner.ts'
import { shuffle } from '../../../rdd/plan/shuffle.ts'
import type { Goal } from '../../plan/pipeline.ts'
import type { KeyedBlock } from '../../shuffle/map-output.ts'
import type { RunnerKit } from './runner-kit.ts'
import { add, fn, numbers, SITE } from './test-tasks.ts'

/** What a map task has for each reduce partition. */
export const shuffleLaws = (kit: RunnerKit): void => {
  describe('the map side of a shuffle', () => {
    const source = slicesNode([[]], 'input', undefined)
    const pairs = [
      ['b', 1],
      ['a', 2],
      ['b', 3],
      [['a', 1], 4],
      [['a', 1], 5],
    ] as const
    const goal = (numPartitions: number, more: Partial<Parameters<typeof shuffle>[1]>): Goal => {
      const options = { name: 'shuffle', partitioner: hashed(numPartitions), site: SITE }
      return { kind: 'shuffle', node: shuffle(source, { ...options, ...more }) }
    }
    const combined = { kind: 'fold', merge: fn(add), combiners: fn(add) } as const

    kit.law('combines per key, first-seen order, one block per reduce partition', async () => {
      const [only] = (await kit.value(pairs, [], goal(1, { combine: combined }))) as KeyedBlock[]
      expect(only!.keys.map((key, i) => [key, only!.values[i]])).toEqual([
        ['b', 4],
        ['a', 2],
        [['a', 1], 9],
      ])
      expect([...only!.hashes]).toEqual(only!.keys.map((key) => hashKey(key, PROCESS_SEED)))
    })

    kit.law('sends each key to its partition', async () => {
      const blocks = (await kit.value(pairs, [], goal(3, { combine: combined }))) as KeyedBlock[]
      expect(blocks).toHaveLength(3)
      for (const [p, { keys, hashes, values }] of blocks.entries()) {
        expect(keys.map((key) => placer(hashed(3))(key))).toEqual(keys.map(() => p))
        expect([hashes.length, values.length]).toEqual([keys.length, keys.length])
      }
      expect(blocks.flatMap(({ keys }) => keys)).toHaveLength(3)
    })

    kit.law('makes combiners with a function, or lists', async () => {
      const create = fn((n: number) => `<${n}>`)
      const merge = fn((a: string, n: number) => `${a}+${n}`)
      const [made] = (await kit.value(
        pairs,
        [],
        goal(1, { combine: { kind: 'fold', create, merge } }),
      )) as KeyedBlock[]
      expect([...made!.values]).toEqual(['<1>+3', '<2>', '<4>+5'])
      const [lists] = (await kit.value(
        pairs,
        [],
        goal(1, { combine: { kind: 'group' } }),
      )) as KeyedBlock[]
      expect([...lists!.values]).toEqual([[1, 3], [2], [4, 5]])
    })

    kit.law('counts elements of any kind under one key', async () => {
      const [counted] = (await kit.value(
        ['x', 1, null],
        [],
        goal(1, { combine: { kind: 'count' } }),
      )) as KeyedBlock[]
      expect([counted!.keys, [...counted!.values]]).toEqual([[null], [3]])
    })

    kit.law('moves elements as they are, by key or in turn', async () => {
      const placed = (await kit.value(pairs, [], goal(2, {}))) as unknown[][]
      expect(placed.flat()).toHaveLength(5)
      for (const [p, rows] of placed.entries()) {
        for (const [key] of rows as [unknown][]) expect(placer(hashed(2))(key)).toBe(p)
      }
      expect(await kit.value(numbers(5), [], goal(2, { dealt: true }))).toEqual([
        [0, 2, 4],
        [1, 3],
      ])
    })
  })
}
