import { describe, expect, it } from 'vitest'
import { type State, StateSpec } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

const WORDS = [['a', 'b', 'a'], ['b'], [], ['c', 'a'], ['a'], [], ['b', 'c'], ['a']]

/** The same job in one piece, and cut into several processes' worth of batches. */
const cut = async (
  build: Parameters<typeof runStreamTest<{ words: string[][] }, Record<string, never>>>[0]['build'],
  ...lengths: readonly number[]
) => {
  const run = (checkpointDir: string, batches?: number) =>
    runStreamTest({
      inputs: { words: WORDS },
      checkpointDir,
      build,
      ...(batches !== undefined && { batches }),
    })
  const whole = await run(checkpoints())
  const directory = checkpoints()
  const pieces = []
  for (const length of lengths) pieces.push(await run(directory, length))
  pieces.push(await run(directory))
  return { whole, pieces }
}

describe('a job that is started again', () => {
  it.each([[[1]], [[3]], [[2, 2, 2]], [[7]]])(
    'goes on where it was: cut after %j',
    async (lengths) => {
      const { whole, pieces } = await cut(
        (_, { words }) => {
          const pairs = words.map((word) => [word, 1])
          const total = (word: string, n: number | undefined, state: State<number>) => {
            state.update((n ?? 0) + (state.getOption() ?? 0))
            return [word, state.get()]
          }
          const mapped = pairs.mapWithState(StateSpec.function(total).timeout(2))
          return {
            totals: pairs.updateStateByKey((values, n) => values.length + (n ?? 0)),
            mapped,
            snapshots: mapped.stateSnapshots(),
            inverse: pairs.reduceByKeyAndWindow(
              (a, b) => a + b,
              (a, b) => a - b,
              3,
            ),
            plain: pairs.reduceByKeyAndWindow((a, b) => a + b, 3),
            groups: pairs.groupByKeyAndWindow(3),
            counted: words.countByWindow(3),
            raw: words.window(3),
          } as never
        },
        ...lengths,
      )
      for (const [name, batches] of Object.entries(whole as Record<string, unknown[]>)) {
        const joined = pieces.flatMap((piece) => (piece as Record<string, unknown[]>)[name])
        expect([name, joined]).toEqual([name, batches])
      }
    },
  )
})
