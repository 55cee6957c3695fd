import { describe, expect, it } from 'vitest'
import type { DStream } from 'tapstream'
import { runStreamTest } from 'tapstream/testing'
import type { KeySpace } from '../../src/columns/key-space.ts'
import { collectGarbage } from '../../src/core/collect-garbage.fixture.ts'
import { parentsOf, type RddNode } from '../../src/rdd/plan/nodes.ts'
import { checkpoints } from '../../src/core/checkpoint-folder.fixture.ts'

type Pairs = DStream<[string, number]>

const PARTITIONS = 2
const KEYS = 40

/** The key spaces that the plan of an RDD names; to be asked before it is computed. */
const spacesOf = (node: RddNode, found = new Set<KeySpace>()): Set<KeySpace> => {
  if (node.kind === 'shuffle' && node.space !== undefined) found.add(node.space)
  for (const parent of parentsOf(node)) spacesOf(parent, found)
  return found
}

interface Seen {
  /** The most ids that any partition had given out, batch by batch. */
  readonly ids: number[]
  /** Heap after a collection, a few times over the run. */
  readonly heap: number[]
}

/** Keys turn: those of a batch never come again. */
const turning = async (
  batches: number,
  build: (pairs: Pairs) => DStream<unknown>,
): Promise<Seen> => {
  const seen: Seen = { ids: [], heap: [] }
  const spaces = new Set<KeySpace>()
  await runStreamTest({
    inputs: { ticks: [[0]] },
    batches,
    checkpointDir: checkpoints(),
    build: (ssc, { ticks }) => {
      const pairs = ticks.transform((_rdd, time) => {
        const words = Array.from(
          { length: KEYS },
          (_, i) => `a key of its own ${Number(time)} ${i}`,
        )
        return ssc.sparkContext.parallelize(words, PARTITIONS).map((word) => [word, 1])
      })
      const stream = build(pairs)
      stream.foreachRDD(async (rdd, time) => {
        for (const space of spacesOf(rdd.node)) spaces.add(space)
        await rdd.count()
        const limits = [...spaces].flatMap((space) =>
          Array.from({ length: PARTITIONS }, (_, p) => space.partition(p).table.idLimit),
        )
        seen.ids.push(Math.max(0, ...limits))
        if (Number(time) % (batches * 250) === 0) {
          collectGarbage()
          seen.heap.push(process.memoryUsage().heapUsed)
        }
      })
      return { ticks }
    },
  })
  return seen
}

const add = (a: number, b: number): number => a + b
const subtract = (a: number, b: number): number => a - b

const STREAMS: readonly (readonly [string, number, number, (pairs: Pairs) => DStream<unknown>])[] =
  [
    // A key of the state lives in its batch and ends in the next.
    [
      'state',
      2000,
      3,
      (pairs) => pairs.updateStateByKey<string, number>((values) => (values.length > 0 ? 1 : null)),
    ],
    [
      'a window with an inverse',
      2000,
      10,
      (pairs) => pairs.reduceByKeyAndWindow(add, subtract, 5, 1, PARTITIONS),
    ],
    ['a window without', 500, 10, (pairs) => pairs.reduceByKeyAndWindow(add, 5, 1, PARTITIONS)],
    ['a long window', 500, 160, (pairs) => pairs.reduceByKeyAndWindow(add, 40, 1, PARTITIONS)],
  ]

describe('the ids of a keyed stream whose keys turn', () => {
  it.each(STREAMS)(
    'are freed and used again: %s over %i batches',
    // Every batch is written to the disk, which may be slow.
    { timeout: 90_000 },
    async (_, batches, held, build) => {
      const { ids, heap } = await turning(batches, build)
      expect(ids).toHaveLength(batches)
      // Twice what is held at any time: keys go to partitions unevenly, and a batch takes its ids before it frees others.
      expect(Math.min(...ids)).toBeGreaterThan(0)
      expect(Math.max(...ids)).toBeLessThanOrEqual(KEYS * held)
      const [first, ...later] = heap
      expect(later.length).toBeGreaterThan(2)
      expect(later.at(-1)! - first!).toBeLessThan(2_000_000)
    },
  )
})

describe('the ids of an initial state', () => {
  it('are freed when its keys have ended', async () => {
    const sizes: number[] = []
    let space: KeySpace | undefined
    const initialRDD = Array.from({ length: 100 }, (_, i): [string, number] => [`initial ${i}`, 1])
    await runStreamTest({
      inputs: { data: [[['new', 1]], [['new', 1]], [], []] as [string, number][][] },
      checkpointDir: checkpoints(),
      build: (_, { data }) => {
        const state = data.updateStateByKey((_values, n = 0) => (n < 2 ? n + 1 : null), {
          initialRDD,
          numPartitions: 1,
        })
        state.foreachRDD(async (rdd) => {
          space ??= [...spacesOf(rdd.node)][0]!
          await rdd.count()
          sizes.push(space.partition(0).table.size)
        })
        return { data }
      },
    })
    expect(sizes[0]).toBe(101)
    expect(sizes.at(-1)).toBe(0)
  })
})
