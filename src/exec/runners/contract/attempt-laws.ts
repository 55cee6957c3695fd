import { describe, expect } from 'vitest'
import { taskFunction } from '../../../closure/task-function.ts'
import { slicesNode } from '../../../rdd/operators/slices.ts'
import { narrow } from '../../../rdd/plan/narrow.ts'
import type { NarrowNode } from '../../../rdd/plan/nodes.ts'
import type { RunnerKit } from './runner-kit.ts'
import { chain, mapped, numbers, pipeline } from './test-tasks.ts'

/** A task is a function, its errors are blamed, and the runner ends after it. */
export const attemptLaws = (kit: RunnerKit): void => {
  describe('a task is a function', () => {
    kit.law('gives the same result for every attempt', async () => {
      const ops = chain(['map', 'element', (x: number) => x * 2])
      const results = []
      for (let attempt = 0; attempt < 3; attempt++) {
        results.push(await kit.value([1, 2, 3], ops, { kind: 'collect' }, { attempt }))
      }
      expect(results).toEqual([
        [2, 4, 6],
        [2, 4, 6],
        [2, 4, 6],
      ])
    })

    kit.law('opens its input anew for every attempt', async () => {
      let opened = 0
      const input = mapped(() => {
        opened++
        return [1, 2]
      })
      const failing = chain([
        'map',
        'element',
        (x: number) => {
          if (opened === 1 && x === 2) throw new Error('first time')
          return x
        },
      ])
      await expect(kit.value([], failing, { kind: 'collect' }, { input })).rejects.toThrow(
        'first time',
      )
      expect(await kit.value([], failing, { kind: 'collect' }, { input, attempt: 1 })).toEqual([
        1, 2,
      ])
      expect(opened).toBe(2)
    })

    kit.law(
      'runs tasks that are given at the same time, each with its own result and counts',
      async () => {
        const tasks = numbers(8).map((n) =>
          pipeline(numbers(n * 100), chain(['map', 'element', (x: number) => x + n]), {
            kind: 'collect',
          }),
        )
        const results = await Promise.all(tasks.map((task) => kit.runner.run(task)))
        for (const [n, result] of results.entries()) {
          expect(result.value).toEqual(numbers(n * 100).map((x) => x + n))
          expect(result.counts[0]!.in).toBe(n * 100)
        }
      },
    )

    kit.law(
      'uses the functions of this task, though an earlier one had the same call site',
      async () => {
        const shared = { file: 'job.ts', line: 999, column: 9 }
        const adding = (n: number): NarrowNode =>
          narrow(
            slicesNode([[]], 'in', undefined),
            'map',
            'map',
            'element',
            taskFunction((x: number) => x + n, 'map', shared),
          )
        expect(await kit.value([1], [adding(1)], { kind: 'collect' })).toEqual([2])
        expect(await kit.value([1], [adding(10)], { kind: 'collect' })).toEqual([11])
      },
    )

    kit.law('compiles once for plans of one shape', async () => {
      const ops = chain(['map', 'element', (x: number) => x])
      for (let i = 0; i < 5; i++) await kit.value(numbers(3), ops, { kind: 'collect' })
      expect(kit.events.filter(({ type }) => type === 'StageCompiled').length).toBeLessThanOrEqual(
        1,
      )
    })
  })

  describe('a user function that fails', () => {
    const failing = (): NarrowNode[] =>
      chain(
        ['map', 'element', (x: number) => x * 10],
        [
          'filter',
          'element',
          (x: number) => {
            if (x === 20) throw new RangeError('no twenties')
            return true
          },
        ],
      )

    kit.law('is blamed: operator, place, batch time, record and cause', async () => {
      const ops = failing()
      const cause = { name: 'RangeError', message: 'no twenties' }
      await expect(
        kit.value([1, 2, 3], ops, { kind: 'count' }, { batchTime: 1000 }),
      ).rejects.toMatchObject({
        code: 'TAP501',
        cause,
        message: expect.stringMatching(/filter.*1970-01-01 00:00:01/) as string,
      })
      await expect(kit.value([1, 2, 3], ops, { kind: 'count' })).rejects.toThrow(/20/)
    })

    kit.law('is blamed inside a long list too', async () => {
      const ops = chain(
        ['flatMap', 'element', () => numbers(10_000)],
        [
          'map',
          'element',
          (x: number) => {
            if (x === 7777) throw new Error('unlucky')
            return x
          },
        ],
      )
      await expect(kit.value([0], ops, { kind: 'count' })).rejects.toMatchObject({
        code: 'TAP501',
        message: expect.stringMatching(/map[^]*unlucky/) as string,
      })
      await expect(kit.value([0], ops, { kind: 'count' })).rejects.toThrow(/7777/)
    })

    kit.law('leaves the runner able to work', async () => {
      await expect(kit.value([2], failing(), { kind: 'count' })).rejects.toThrow('no twenties')
      expect(await kit.value([1, 3], failing(), { kind: 'collect' })).toEqual([10, 30])
    })

    kit.law('is named when it gives what its operator cannot use', async () => {
      const number = chain(['flatMap', 'element', () => 5])
      await expect(kit.value([1], number, { kind: 'count' })).rejects.toMatchObject({
        code: 'TAP506',
      })
      const promise = chain(['map', 'element', () => Promise.resolve(1)])
      await expect(kit.value([1], promise, { kind: 'count' })).rejects.toMatchObject({
        code: 'TAP503',
      })
      const onValue = chain(['map', 'value', (x: unknown) => x])
      await expect(kit.value(['word'], onValue, { kind: 'count' })).rejects.toMatchObject({
        code: 'TAP402',
      })
    })
  })

  describe('the end', () => {
    kit.law('comes after the tasks that were given', async () => {
      const task = kit.runner.run(pipeline(numbers(1000), [], { kind: 'count' }))
      await kit.runner.stop()
      expect((await task).value).toBe(1000)
    })

    kit.law('can come twice', async () => {
      await kit.runner.stop()
      await expect(kit.runner.stop()).resolves.toBeUndefined()
    })
  })
}
