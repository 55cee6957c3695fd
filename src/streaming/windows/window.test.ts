import { describe, expect, it } from 'vitest'
import { runStreamTest } from '../../testing/index.ts'

const batches = [[1, 2], [3], null, [], [4, 5, 6]]

describe('window', () => {
  it('has the partitions of all batches in it, in time order', async () => {
    const { lists } = await runStreamTest({
      inputs: { numbers: batches },
      build: (_, { numbers }) => ({ lists: numbers.window(2).glom() }),
    })
    expect(lists).toEqual([
      [[1], [2]],
      [[1], [2], [], [3]],
      [[], [3]],
      [[], []],
      [[], [], [4], [5, 6]],
    ])
  })

  it('makes an empty RDD where no batch in it had one', async () => {
    const { window, count } = await runStreamTest({
      inputs: { numbers: [null, null, [1]] },
      build: (_, { numbers }) => ({ window: numbers.window(2), count: numbers.window(2).count() }),
    })
    expect(window).toEqual([[], [], [1]])
    expect(count).toEqual([[0], [0], [1]])
  })

  it('computes each batch once, however many windows it is in', async () => {
    const seen: number[] = []
    await runStreamTest({
      inputs: { numbers: [[1], [2], [3], [4]] },
      build: (_, { numbers }) => {
        const noted = numbers.map((n) => {
          seen.push(n)
          return n
        })
        return { a: noted.window(3), b: noted.window(2), c: noted.window(4, 2) }
      },
    })
    expect(seen).toEqual([1, 2, 3, 4])
  })
})
