import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { runStreamTest } from 'tapstream/testing'

const batchesOfNumbers = fc.array(
  fc.option(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 8 })),
  { minLength: 1, maxLength: 8 },
)

it.each([1, 2, 3, 7])(
  'a loop over batches reads what arrays hold: %i partitions',
  async (partitions) => {
    await fc.assert(
      fc.asyncProperty(batchesOfNumbers, async (numbers) => {
        let reading: Promise<[number, number[]][]> | undefined
        await runStreamTest({
          inputs: { numbers },
          partitions,
          build: (_, inputs) => {
            const batches = inputs.numbers.batches()
            reading = (async () => {
              const read: [number, number[]][] = []
              for await (const { time, elements } of batches)
                read.push([time.milliseconds, elements])
              return read
            })()
            return inputs
          },
        })
        const expected = numbers.flatMap((batch, i) =>
          batch === null ? [] : [[1000 * (i + 1), batch]],
        )
        expect(await reading).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  },
)
