import { describe, expect } from 'vitest'
import { elapsed, realClock, sleep } from '../../../core/clock.ts'
import { SliceInterrupted } from '../../scheduler/slice.ts'
import type { TaskResult } from '../../scheduler/task.ts'
import { type Accumulates, presentUpdates } from '../../scheduler/updates.ts'
import type { RunnerKit } from './runner-kit.ts'
import { chain, fn, numbers, pipeline } from './test-tasks.ts'

/** Counts; what the driver was told is kept apart. */
class Counter implements Accumulates<number> {
  driver = 0

  start(): number {
    return 0
  }

  apply(partial: number): void {
    this.driver += partial
  }

  /** What `add` of an accumulator does in a task. */
  add(n: number): void {
    const updates = presentUpdates()
    if (updates === undefined) this.driver += n
    else updates.put(this, updates.of(this) + n)
  }

  /** What a result says of it. */
  in({ updates }: TaskResult): unknown {
    return updates.find(({ to }) => to === this)?.partial
  }
}

/** What tasks add to accumulators is a part of their results, and of nothing else. */
export const accumulatorLaws = (kit: RunnerKit): void => {
  describe('what a task adds to accumulators', () => {
    kit.law('is in its result, and nowhere else', async () => {
      const counter = new Counter()
      const ops = chain(['map', 'element', (x: number) => (counter.add(1), x)])
      const result = await kit.runner.run(pipeline(numbers(1000), ops, { kind: 'count' }))
      expect([counter.in(result), counter.driver]).toEqual([1000, 0])
      expect(presentUpdates()).toBeUndefined()
    })

    kit.law('is not there when it adds nothing', async () => {
      const result = await kit.runner.run(pipeline(numbers(10), [], { kind: 'count' }))
      expect(result.updates).toEqual([])
    })

    kit.law('goes with an attempt that failed, its report included', async () => {
      const counter = new Counter()
      let fails = true
      const ops = chain(
        ['map', 'element', (x: number) => (counter.add(1), x)],
        [
          'map',
          'element',
          (x: number) => {
            if (fails && x === 7) throw new Error('not yet')
            return x
          },
        ],
      )
      const task = (attempt: number) => pipeline(numbers(10), ops, { kind: 'collect' }, { attempt })
      await expect(kit.runner.run(task(0))).rejects.toThrow('not yet')
      expect(counter.driver).toBe(0)
      fails = false
      expect(counter.in(await kit.runner.run(task(1)))).toBe(10)
      expect(counter.driver).toBe(0)
    })

    kit.law('goes with an attempt that was broken off', async () => {
      const counter = new Counter()
      let broken = false
      const ops = chain([
        'map',
        'element',
        (x: number) => {
          counter.add(1)
          if (x === 5 && !broken) {
            broken = true
            throw new SliceInterrupted('slow')
          }
          return x
        },
      ])
      const task = pipeline(numbers(10), ops, { kind: 'collect' })
      await expect(kit.runner.run(task)).rejects.toBeInstanceOf(SliceInterrupted)
      expect(counter.in(await kit.runner.run(task))).toBe(10)
      expect(counter.driver).toBe(0)
    })

    kit.law('is its own, though other tasks run at the same time', async () => {
      const counter = new Counter()
      const results = await Promise.all(
        numbers(6).map((n) => {
          const goal = {
            kind: 'foreachPartition',
            fn: fn(async (rows: Iterable<unknown>) => {
              for (const _ of rows) {
                await Promise.resolve()
                counter.add(1)
              }
              await sleep(realClock, 1)
              counter.add(100)
            }),
          } as const
          return kit.runner.run(pipeline(numbers(n), [], goal))
        }),
      )
      expect(results.map((result) => counter.in(result))).toEqual(numbers(6).map((n) => n + 100))
      expect(counter.driver).toBe(0)
    })

    kit.law('counts wherever a user function runs', async () => {
      const counter = new Counter()
      const counted = <R>(result: R): R => (counter.add(1), result)
      const ops = chain(
        ['flatMap', 'element', (x: number) => counted([x, x])],
        ['filter', 'element', () => counted(true)],
      )
      const fold = fn((a: number, b: number) => counted(a + b))
      const result = await kit.runner.run(pipeline([1, 2], ops, { kind: 'reduce', fn: fold }))
      expect(counter.in(result)).toBe(2 + 4 + 3)
    })
  })

  describe('a task whose job was cancelled', () => {
    kit.law('ends before its next slice, with the error given', async () => {
      const cancellation: { error: undefined | Error } = { error: undefined }
      let seen = 0
      const ops = chain([
        'map',
        'element',
        (x: number) => {
          if (++seen === 3) cancellation.error = new Error('cancelled')
          const until = elapsed() + 1
          while (elapsed() < until) continue
          return x
        },
      ])
      const task = pipeline(numbers(1000), ops, { kind: 'count' })
      await expect(
        kit.runner.run(task, 'brisk', cancellation as { error: undefined }),
      ).rejects.toThrow('cancelled')
      expect(seen).toBeLessThan(100)
    })
  })
}
