import { describe, expect, it } from 'vitest'
import { runStreamTest } from './index.ts'

describe('runStreamTest', () => {
  it('counts words batch by batch', async () => {
    const { counts } = await runStreamTest({
      inputs: { lines: [['a b', 'a'], [], ['b b b']] },
      build: (_, { lines }) => ({
        counts: lines
          .flatMap((line) => line.split(' '))
          .map((w) => [w, 1])
          .reduceByKey((a, b) => a + b),
      }),
    })
    expect(counts).toEqual([
      [
        ['a', 2],
        ['b', 1],
      ],
      [],
      [['b', 3]],
    ])
  })
})
