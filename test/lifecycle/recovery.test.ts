import { describe, expect, it } from 'vitest'
import { type State, StateSpec } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

const WORDS = [['a', 'b', 'a'], ['b'], [], ['c', 'a'], ['a'], [], ['b', 'c'], ['a'], ['b'], ['c']]

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
  it.each([[[1]], [[3]], [[4]], [[2, 2, 2]], [[7]], [[1, 1, 3, 1]]])(
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
            slower: pairs.reduceByKeyAndWindow((a, b) => a + b, 4, 2),
            slowerInverse: pairs.reduceByKeyAndWindow(
              (a, b) => a + b,
              (a, b) => a - b,
              4,
              2,
            ),
            slowerCounted: words.countByWindow(4, 2),
            apart: pairs.reduceByKeyAndWindow((a, b) => a + b, 2, 3),
            long: pairs.reduceByKeyAndWindow((a, b) => a + b, 35, 5),
            states: pairs.updateStateByKey((values, n) => values.length + (n ?? 0)).window(2, 2),
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

  it('does a batch again that could not be put together', async () => {
    const directory = checkpoints()
    const run = (fails: boolean) =>
      runStreamTest({
        inputs: { words: [['a'], ['a'], ['a'], ['a']] },
        checkpointDir: directory,
        build: (_, { words }) => ({
          totals: words
            .transform((rdd, time) => {
              if (fails && time.milliseconds === 3000) throw new Error('not now')
              return rdd
            })
            .map((word) => [word, 1])
            .updateStateByKey((values, n) => values.length + (n ?? 0)),
        }),
      })
    await expect(run(true)).rejects.toThrow('not now')
    expect((await run(false)).totals.at(-1)).toEqual([['a', 4]])
  })

  it('is refused when lengths have changed', async () => {
    const directory = checkpoints()
    const run = (length: number) =>
      runStreamTest({
        inputs: { words: WORDS },
        checkpointDir: directory,
        batches: 2,
        build: (_, { words }) => ({ counts: words.countByValueAndWindow(length, 1) }),
      })
    await run(2)
    await expect(run(4)).rejects.toMatchObject({
      code: 'TAP602',
      message: expect.stringMatching(/changed panes: window of 2 s every 1 s, now window of 4 s/),
    })
  })
})
