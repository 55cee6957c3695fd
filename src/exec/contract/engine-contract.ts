import { describe, expect, it } from 'vitest'
import { elapsed, realClock, sleep } from '../../core/clock.ts'
import { KeySpace } from '../../columns/key-space.ts'
import type { Engine } from '../../rdd/engine.ts'
import { reduceByKey } from '../../rdd/operators/reduce-by-key.ts'
import { slicesNode } from '../../rdd/operators/slices.ts'
import { union } from '../../rdd/operators/union.ts'
import { state } from '../../rdd/plan/keyed.ts'
import { shuffle } from '../../rdd/plan/shuffle.ts'
import { narrow } from '../../rdd/plan/narrow.ts'
import type { AnyFunction, RddNode } from '../../rdd/plan/nodes.ts'
import { groupByKey } from '../../rdd/operators/group-by-key.ts'
import { hashed } from '../../rdd/partitioner.ts'
import { gather } from '../../rdd/operators/gather.ts'
import { StorageLevel } from '../../rdd/storage-level.ts'
import { own } from '../../rdd/task.ts'
import { type Accumulates, presentUpdates } from '../scheduler/updates.ts'

let functions = 0
const fn = <F extends AnyFunction>(f: F) => own(f, `engine-contract-${++functions}`, undefined)

const slices = (...rows: readonly (readonly unknown[])[]): RddNode =>
  slicesNode(rows, 'slices', undefined)

/** What every engine does with a plan. Each is made with three attempts per task. */
export const engineContract = (make: () => Engine): void => {
  describe('an engine', () => {
    const collect = (engine: Engine, node: RddNode, partitions?: readonly number[]) =>
      engine.run({
        node,
        action: { kind: 'collect' },
        site: undefined,
        ...(partitions !== undefined && { partitions }),
      })

    it('surveys once, before the partitions that need it, and hands on what was found', async () => {
      const engine = make()
      let looks = 0
      const parent = slices(['a'], ['b', 'c'])
      const survey = {
        node: parent,
        read: (partitions: readonly (readonly unknown[])[]) => {
          looks++
          return partitions.map(({ length }) => length)
        },
      }
      const pair = (i: number, rows: Iterable<unknown>, sizes: unknown) => [[i, [...rows], sizes]]
      const node = narrow(parent, 'sized', 'withIndex', 'element', fn(pair), 'nothing', survey)
      const expected = [[[0, ['a'], [1, 2]]], [[1, ['b', 'c'], [1, 2]]]]
      expect(await collect(engine, node)).toEqual(expected)
      expect(await collect(engine, node)).toEqual(expected)
      expect(looks).toBe(1)
      const place = (_: unknown, sizes: unknown): number => (sizes as number[])[0]!
      const partitioner = { kind: 'function', numPartitions: 2, fn: fn(place), survey } as const
      const pairs = narrow(
        parent,
        'pairs',
        'map',
        'element',
        fn((x: string) => [x, 0]),
      )
      const placed = shuffle(pairs, { name: 'placed', partitioner, site: undefined })
      expect((await collect(engine, placed)).map((rows) => (rows as unknown[]).length)).toEqual([
        0, 3,
      ])
      expect(looks).toBe(1)
    })

    it('puts whole partitions together', async () => {
      const engine = make()
      const [left, right] = [slices([1, 2], [3]), slices(['a', 'b'], ['c'])]
      const of = (how: 'concat' | 'zip' | 'product', ...parts: (readonly [number, number])[][]) =>
        collect(engine, gather([left, right], how, how, parts, undefined))
      expect(
        await of(
          'concat',
          [
            [0, 1],
            [1, 0],
          ],
          [],
        ),
      ).toEqual([[3, 'a', 'b'], []])
      expect(
        await of('zip', [
          [0, 0],
          [1, 0],
        ]),
      ).toEqual([
        [
          [1, 'a'],
          [2, 'b'],
        ],
      ])
      expect(
        await of('product', [
          [0, 1],
          [1, 0],
        ]),
      ).toEqual([
        [
          [3, 'a'],
          [3, 'b'],
        ],
      ])
      await expect(
        of('zip', [
          [0, 0],
          [1, 1],
        ]),
      ).rejects.toThrow('2 and 1 elements')
    })

    it('gives one result per partition, in the order asked for', async () => {
      const engine = make()
      const node = slices([1], [], [2, 3])
      expect(await collect(engine, node)).toEqual([[1], [], [2, 3]])
      expect(await collect(engine, node, [2, 0])).toEqual([[2, 3], [1]])
      await engine.stop()
    })

    it('runs narrow operators, unions and shuffles of one plan', async () => {
      const engine = make()
      const pairs = narrow(
        union([slices(['a', 'b']), slices(['a'])], 'union', undefined),
        'map',
        'map',
        'element',
        fn((k: string) => [k, 1]),
      )
      const counted = reduceByKey(
        pairs,
        fn((a: number, b: number) => a + b),
        hashed(2),
      )
      const rows = (await collect(engine, counted)).flat()
      expect(rows.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
        ['a', 2],
        ['b', 1],
      ])
      await engine.stop()
    })

    it('computes what is persisted once, and again after it was forgotten', async () => {
      const engine = make()
      let calls = 0
      const node = narrow(
        slices([1, 2]),
        'map',
        'map',
        'element',
        fn((x: number) => (calls++, x)),
      )
      engine.persist(node, StorageLevel.MEMORY_ONLY)
      expect(engine.levelOf(node)).toBe(StorageLevel.MEMORY_ONLY)
      await collect(engine, node)
      await collect(engine, node)
      expect(calls).toBe(2)
      engine.forget(node)
      expect(engine.levelOf(node)).toBeUndefined()
      await collect(engine, node)
      expect(calls).toBe(4)
      await engine.stop()
    })

    it('rejects with the error of a task, and works on', async () => {
      const engine = make()
      const bad = narrow(
        slices([1]),
        'map',
        'map',
        'element',
        fn(() => {
          throw new Error('bad')
        }),
      )
      await expect(collect(engine, bad)).rejects.toThrow('bad')
      expect(await collect(engine, slices([1]))).toEqual([[1]])
      await engine.stop()
    })

    it('carries state over without an action, and refuses it after it was forgotten', async () => {
      const engine = make()
      const space = new KeySpace()
      const sum = fn((values: number[], last: number | undefined) =>
        values.reduce((a, b) => a + b, last ?? 0),
      )
      const first = state(
        {
          previous: undefined,
          values: groupByKey(slices([['a', 1]]), hashed(1), undefined, { space }),
        },
        'state',
        sum,
      )
      const second = state(
        {
          previous: first,
          values: groupByKey(slices([['a', 2]]), hashed(1), undefined, { space }),
        },
        'state',
        sum,
      )
      await engine.materialise(second, undefined)
      engine.forget(first)
      expect(await collect(engine, second)).toEqual([[['a', 3]]])
      await expect(collect(engine, first)).rejects.toMatchObject({ code: 'TAP511' })
      await engine.stop()
    })

    it('counts what a task added once, however often the task was tried', async () => {
      const engine = make()
      let driver = 0
      const counter: Accumulates<number> = { start: () => 0, apply: (n) => void (driver += n) }
      let attempts = 0
      const node = narrow(
        slices([1, 2], [3]),
        'map',
        'map',
        'element',
        fn((x: number) => {
          const updates = presentUpdates()!
          updates.put(counter, updates.of(counter) + x)
          if (x === 2 && ++attempts < 3) throw new Error('try again')
          return x
        }),
      )
      await expect(collect(engine, node)).resolves.toEqual([[1, 2], [3]])
      expect([driver, attempts]).toEqual([6, 3])
      await engine.stop()
    })

    it('cancels the jobs of a group at their next slice; others run on, also where they share a computation', async () => {
      const engine = make()
      let counted = 0
      const counter: Accumulates<number> = { start: () => 0, apply: (n) => void (counted += n) }
      const slow = narrow(
        slices(Array.from({ length: 60 }, (_, i) => [i % 5, 1])),
        'map',
        'map',
        'element',
        fn((x: unknown) => {
          const updates = presentUpdates()!
          updates.put(counter, updates.of(counter) + 1)
          const until = elapsed() + 1
          while (elapsed() < until) continue
          return x
        }),
      )
      const sums = reduceByKey(
        slow,
        fn((a: number, b: number) => a + b),
        hashed(1),
      )
      const job = (group: string | undefined) =>
        engine.run({ node: sums, action: { kind: 'count' }, site: undefined, group })
      const cancelled = job('a')
      const outlives = job('b')
      const alone = job(undefined)
      void sleep(realClock, 20).then(() => engine.cancel('a'))
      await expect(cancelled).rejects.toMatchObject({ code: 'TAP515' })
      expect([await outlives, await alone]).toEqual([[5], [5]])
      expect(counted).toBe(60)
      const all = [job('a'), job(undefined)]
      engine.forget(sums)
      engine.cancel(undefined)
      for (const one of all) await expect(one).rejects.toMatchObject({ code: 'TAP515' })
      expect(await job('a')).toEqual([5])
      await engine.stop()
    })

    it('gives a value to tasks under an id of its own, until it is destroyed', async () => {
      const engine = make()
      const [a, b] = [engine.broadcast({ n: 1 }), engine.broadcast({ n: 2 })]
      const node = narrow(
        slices([1]),
        'map',
        'map',
        'element',
        fn(() => [a.get(), b.get()]),
      )
      expect(a.id).not.toBe(b.id)
      a.unpersist()
      expect(await collect(engine, node)).toEqual([[[{ n: 1 }, { n: 2 }]]])
      b.destroy()
      expect(b.get()).toBeUndefined()
      await engine.stop()
    })
  })
}
