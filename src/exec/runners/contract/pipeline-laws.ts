import { describe, expect } from 'vitest'
import { elapsed, nextTurn } from '../../../core/clock.ts'
import type { NarrowNode } from '../../../rdd/plan/nodes.ts'
import type { RunnerKit } from './runner-kit.ts'
import { chain, fn, mapped, numbers, pipeline } from './test-tasks.ts'

/** What a runner makes of a loop over the elements of a partition. */
export const pipelineLaws = (kit: RunnerKit): void => {
  describe('results of a pipeline', () => {
    const ops = (): NarrowNode[] =>
      chain(
        ['filter', 'element', (x: number) => x % 2 === 0],
        ['flatMap', 'element', (x: number) => [x, x * 10]],
        ['map', 'element', (x: number) => x + 1],
      )

    kit.law('has a name', async () => {
      expect(kit.runner.name).toMatch(/^\w+$/)
    })

    kit.law('collects all elements in order', async () => {
      expect(await kit.value(numbers(5), ops(), { kind: 'collect' })).toEqual([1, 1, 3, 21, 5, 41])
      expect(await kit.value([], ops(), { kind: 'collect' })).toEqual([])
    })

    kit.law('counts', async () => {
      expect(await kit.value(numbers(1000), ops(), { kind: 'count' })).toBe(1000)
    })

    kit.law(
      'takes no more than the limit, and reads no more of an iterator than it needs',
      async () => {
        expect(await kit.value(numbers(1000), ops(), { kind: 'take', limit: 3 })).toEqual([1, 1, 3])
        let read = 0
        const iterator: Iterator<unknown> = { next: () => ({ done: false, value: read++ }) }
        const input = mapped(() => ({ [Symbol.iterator]: () => iterator }))
        expect(await kit.value([], [], { kind: 'take', limit: 4 }, { input })).toEqual([0, 1, 2, 3])
        expect(read).toBe(4)
      },
    )

    kit.law('reduces from the left; nothing of nothing', async () => {
      const joining = fn((a: string, b: string) => `(${a} ${b})`)
      expect(await kit.value(['a', 'b', 'c'], [], { kind: 'reduce', fn: joining })).toEqual({
        value: '((a b) c)',
      })
      expect(await kit.value([], [], { kind: 'reduce', fn: joining })).toBeUndefined()
      expect(await kit.value([undefined], [], { kind: 'reduce', fn: joining })).toEqual({
        value: undefined,
      })
    })

    kit.law(
      'hands a partition to foreachPartition once, also an empty one, and awaits it',
      async () => {
        const seen: unknown[] = []
        const each = fn(async (rows: Iterable<unknown>) => {
          await Promise.resolve()
          seen.push([...rows])
        })
        await kit.value([1, 2], [], { kind: 'foreachPartition', fn: each })
        await kit.value([], [], { kind: 'foreachPartition', fn: each })
        expect(seen).toEqual([[1, 2], []])
      },
    )

    kit.law('reads lines in memory, and counts what is not UTF-8', async () => {
      const chunks = ['a\n', 'b\nc\n'].map((text) => ({ bytes: Buffer.from(text), records: 1 }))
      const broken = { bytes: Buffer.from([0xff, 0x0a]), records: 1 }
      const input = { kind: 'lines', chunks: [...chunks, broken] } as const
      const result = await kit.runner.run(pipeline([], [], { kind: 'collect' }, { input }))
      expect(result.value).toEqual(['a', 'b', 'c', '\ufffd'])
      expect(result.found).toEqual({ invalid: 1, changed: false })
    })

    kit.law('walks lists that are longer than a slice', async () => {
      const long = chain(
        ['flatMap', 'element', (n: number) => numbers(n)],
        ['filter', 'element', (x: number) => x % 2 === 0],
      )
      const task = pipeline([200_000, 3], long, { kind: 'count' })
      const result = await kit.runner.run(task)
      expect(result.value).toBe(100_002)
      expect(result.counts.map(({ in: into, passed, out }) => [into, passed, out])).toEqual([
        [2, 2, 200_003],
        [200_003, 100_002, 100_002],
        [100_002, 100_002, 100_002],
      ])
    })

    kit.law('gives the event loop a turn while it works', async () => {
      let turns = 0
      const work = { done: false }
      const count = async (): Promise<void> => {
        for (; !work.done; turns++) await nextTurn()
      }
      const counted = count()
      const busy = chain([
        'map',
        'element',
        (x: number) => {
          const until = elapsed() + 1
          while (elapsed() < until);
          return x
        },
      ])
      await kit.value(numbers(80), busy, { kind: 'count' })
      work.done = true
      await counted
      expect(turns).toBeGreaterThan(3)
    })
  })
}
