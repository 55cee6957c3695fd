import { describe, expect, it } from 'vitest'
import { type State, StateSpec, type Time } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

const WORDS = { words: [['x'], ['x'], ['x']] }

/** Each test changes what it is given downstream; what the stream keeps must not change with it. */
describe('what functions change downstream stays out of', () => {
  it('states', async () => {
    const { states } = await runStreamTest({
      inputs: WORDS,
      checkpointDir: checkpoints(),
      build: (_, { words }) => {
        const pairs = words.map((word) => [word, 1])
        const states = pairs.updateStateByKey((values, list: number[] | undefined) => [
          ...(list ?? []),
          ...values,
        ])
        states
          .mapValues((list) => list.push(99))
          .foreachRDD(async (rdd) => void (await rdd.collect()))
        states.foreachRDD(async (rdd) => {
          for (const [, list] of await rdd.collect()) list.push(98)
        })
        return { states }
      },
    })
    expect(states).toEqual([[['x', [1]]], [['x', [1, 1]]], [['x', [1, 1, 1]]]])
  })

  it('windows, and keys', async () => {
    const { counts } = await runStreamTest({
      inputs: WORDS,
      checkpointDir: checkpoints(),
      build: (_, { words }) => {
        const pairs = words.map((word) => [[word], { n: 1 }])
        const add = (a: { n: number }, b: { n: number }) => ({ n: a.n + b.n })
        const counts = pairs.reduceByKeyAndWindow(add, 2)
        counts
          .map(([key, count]) => {
            key.push('changed')
            count.n = 1000
            return key
          })
          .foreachRDD(async (rdd) => void (await rdd.count()))
        return { counts }
      },
    })
    expect(counts).toEqual([[[['x'], { n: 1 }]], [[['x'], { n: 2 }]], [[['x'], { n: 2 }]]])
  })

  it('states of mapWithState', async () => {
    const push = (word: string, _: number | undefined, state: State<number[]>) => {
      state.update([...(state.getOption() ?? []), 1])
      return word
    }
    const { states } = await runStreamTest({
      inputs: WORDS,
      checkpointDir: checkpoints(),
      build: (_, { words }) => {
        const states = words
          .map((word) => [word, 1])
          .mapWithState(StateSpec.function(push))
          .stateSnapshots()
        states
          .mapValues((list) => list.push(99))
          .foreachRDD(async (rdd) => void (await rdd.count()))
        return { states }
      },
    })
    expect(states.at(-1)).toEqual([['x', [1, 1, 1]]])
  })
})

describe('an action inside a task', () => {
  it.each(['mapAsync', 'foreachPartition', 'map'] as const)('of %s is refused', async (where) => {
    const run = runStreamTest({
      inputs: { numbers: [[1]] },
      build: (ssc, { numbers }) => {
        const other = ssc.sparkContext.parallelize([1, 2])
        if (where === 'mapAsync') numbers.mapAsync(() => other.count()).pprint()
        else if (where === 'map')
          numbers.map(() => void other.count().catch(() => undefined)).pprint()
        else {
          numbers.foreachRDD((rdd) =>
            rdd.foreachPartition(async () => {
              await Promise.resolve()
              await other.count()
            }),
          )
        }
        return {}
      },
    })
    if (where === 'map') await run
    else await expect(run).rejects.toThrow(/action on an RDD was called inside a function/)
  })
})

describe('updateStateByKey with time, key, values and state', () => {
  it('is called per key', async () => {
    const { states } = await runStreamTest({
      inputs: { words: [['a', 'b'], ['a']] },
      checkpointDir: checkpoints(),
      build: (_, { words }) => ({
        states: words
          .map((word) => [word, 1])
          .updateStateByKey(
            (time: Time, key: string, values: number[], state: string | undefined) =>
              key === 'b' && state !== undefined
                ? null
                : `${state ?? ''}${time.milliseconds}:${values.length} `,
            1,
            true,
          ),
      }),
    })
    expect(states).toEqual([
      [
        ['a', '1000:1 '],
        ['b', '1000:1 '],
      ],
      [['a', '1000:1 2000:1 ']],
    ])
  })
})
