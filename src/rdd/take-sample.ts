import type { CallSite } from '../core/errors/tap-error.ts'
import { BoundedHeap } from '../columns/bounded-heap.ts'
import { compareNumbers, type Compare } from '../columns/order.ts'
import { inSteps, stepping } from './operators/in-steps.ts'
import { zipWithIndex } from './operators/zip-with.ts'
import { randoms } from './random.ts'
import { RDD } from './rdd.ts'
import { run } from './run.ts'

/**
 * `num` elements in any order, each subset with the same chance: every element gets a random number, and the least
 * numbers win. One pass, and at most `num` elements of each partition come to the driver.
 */
export const withoutReplacement = async (
  rdd: RDD<unknown>,
  num: number,
  seed: number,
  site: CallSite | undefined,
): Promise<unknown[]> => {
  const heap = (): BoundedHeap<unknown> => new BoundedHeap(num, compareNumbers as Compare)
  const numbered = inSteps(
    rdd.node,
    'takeSample',
    function* (partition, rows) {
      const random = randoms(seed, partition)
      const least = heap()
      yield* stepping(rows, (x) => least.add(random(), x))
      yield [least.entries()]
    },
    site,
  )
  const parts = await run(new RDD(rdd.context, numbered), { kind: 'collect' }, site)
  const all = heap()
  for (const [entries] of parts as ReturnType<typeof all.entries>[][]) {
    for (const { key, element } of entries!) all.add(key, element)
  }
  return all.entries().map(({ element }) => element)
}

/** `num` draws, each of all elements: the places are drawn first, then their elements are looked up. */
export const withReplacement = async (
  rdd: RDD<unknown>,
  num: number,
  seed: number,
  site: CallSite | undefined,
): Promise<unknown[]> => {
  const counts = (await run(rdd, { kind: 'count' }, site)) as number[]
  const count = counts.reduce((a, b) => a + b, 0)
  if (count === 0) return []
  const random = randoms(seed)
  const places = Array.from({ length: num }, () => Math.floor(random() * count))
  const wanted = new Set(places)
  const found = inSteps(
    zipWithIndex(rdd.node, site, 'takeSample'),
    'takeSample',
    (_, rows: readonly (readonly [unknown, number])[]) =>
      stepping(rows, (x, list) => {
        if (wanted.has(x[1])) list.push(x)
      }),
    site,
  )
  const parts = await run(new RDD(rdd.context, found), { kind: 'collect' }, site)
  const elements = new Map(
    (parts as (readonly [unknown, number])[][]).flatMap((part) => part.map(([x, i]) => [i, x])),
  )
  return places.map((place) => elements.get(place))
}
