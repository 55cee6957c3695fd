import { describe, expect, it } from 'vitest'
import { SparkContext } from '../../src/index.ts'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'
import { runStreamTest } from '../../src/testing/index.ts'

/** What many write in JavaScript: the first argument is changed and given back. */
const push = (a: number[], b: number[]): number[] => {
  a.push(...b)
  return a
}
const drop = (a: number[], b: number[]): number[] => {
  a.splice(0, b.length)
  return a
}

const ones = { a: [['a'], ['a'], ['a'], ['a']] }

describe('functions that change their first argument', () => {
  it('leave the panes of a window as they are', async () => {
    const { plain, inverse } = await runStreamTest({
      inputs: ones,
      checkpointDir: checkpoints(),
      build: (_, { a }) => {
        const pairs = a.map((k) => [k, [1]] as [string, number[]])
        return {
          plain: pairs.reduceByKeyAndWindow(push, 3, 1),
          inverse: pairs.reduceByKeyAndWindow(push, drop, 2, 1),
        }
      },
    })
    expect(plain.at(-1)).toEqual([['a', [1, 1, 1]]])
    expect(inverse.at(-1)).toEqual([['a', [1, 1]]])
  })

  it('leave the states before as they are', async () => {
    const { states } = await runStreamTest({
      inputs: ones,
      checkpointDir: checkpoints(),
      build: (_, { a }) => ({
        states: a
          .map((k) => [k, 1])
          .updateStateByKey<string, number, number[]>((values, state) => {
            const list = state ?? []
            list.push(...values)
            return list
          })
          .window(3, 1)
          .map(([, list]) => list.length),
      }),
    })
    expect(states.at(-1)).toEqual([2, 3, 4])
  })

  it('leave the elements of the program as they are', async () => {
    const sc = new SparkContext('local[1]', 'changed')
    try {
      const data: [string, number[]][] = [
        ['a', [1]],
        ['a', [2]],
      ]
      const rdd = sc.parallelize(data, 1)
      expect(await rdd.reduceByKey(push).collect()).toEqual([['a', [1, 2]]])
      expect(await rdd.map(([, list]) => list).reduce(push)).toEqual([1, 2])
      expect(await rdd.reduceByKey(push).collect()).toEqual([['a', [1, 2]]])
      expect(data).toEqual([
        ['a', [1]],
        ['a', [2]],
      ])
    } finally {
      await sc.stop()
    }
  })
})
