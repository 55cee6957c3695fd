import type { CallSite } from '../../core/errors/tap-error.ts'
import { located } from '../../core/errors/located.ts'
import { compareValues } from '../../columns/order.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { Placement } from '../partitioner.ts'
import type { AnyFunction, RddNode } from '../plan/nodes.ts'
import type { Survey } from '../plan/survey.ts'
import { randoms, shuffled } from '../random.ts'
import { own } from '../task.ts'
import { inSteps } from './in-steps.ts'
import { pairOf } from './pair-of.ts'

/** Samples per partition of the result, as Spark takes. */
const SAMPLES = 20
const SEED = 1

/** Where ranges end: a key is in the first range whose bound is not below it. */
interface Bounds {
  readonly values: readonly unknown[]
  readonly numbers: Float64Array | undefined
}

const boundsOf = (values: readonly unknown[]): Bounds => ({
  values,
  numbers: values.every((x) => typeof x === 'number') ? Float64Array.from(values) : undefined,
})

/** The first place of which a bound is not below the key (Python's bisect_left). */
const bisect = (length: number, isBelow: (place: number) => boolean): number => {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBelow(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** NaN is below no other number, and NaN as a bound is never below: plain comparisons do. */
const bisectNumbers = (key: number, bounds: Float64Array): number => {
  let low = 0
  let high = bounds.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (bounds[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

const rangeOf = (key: unknown, { values, numbers }: Bounds): number =>
  numbers !== undefined && typeof key === 'number' && key === key
    ? bisectNumbers(key, numbers)
    : bisect(values.length, (place) => compareValues(values[place], key) < 0)

/** What a partition has, and at most so many of its keys, each with the same chance. */
interface Sampled {
  readonly count: number
  readonly samples: readonly unknown[]
}

/** Places of `limit` of `length` elements, or of all. */
const placesOf = (length: number, limit: number, random: () => number): Iterable<number> => {
  if (length <= limit) return Array.from({ length }, (_, i) => i)
  const places = new Set<number>()
  // Floyd's way: one draw for each, and each set of places with the same chance.
  for (let i = length - limit; i < length; i++) {
    const place = Math.floor(random() * (i + 1))
    places.add(places.has(place) ? i : place)
  }
  return places
}

/** Each partition gives as many of its samples as is its share of the elements. */
const samplesOf = (parts: readonly Sampled[], limit: number): unknown[] => {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  if (count <= limit) return parts.flatMap(({ samples }) => samples)
  return parts.flatMap(({ samples, count: here }, i) =>
    shuffled([...samples], randoms(SEED, i)).slice(0, Math.ceil((limit * here) / count)),
  )
}

/** Bounds between equally many samples. */
const cutSamples = (samples: readonly unknown[], n: number): unknown[] => {
  if (samples.length === 0) return []
  const sorted = samples.toSorted(compareValues)
  return Array.from({ length: n - 1 }, (_, i) => sorted[Math.floor((sorted.length * (i + 1)) / n)])
}

/**
 * Keys by ranges of about equal weight, the lowest range in the first partition, or in the last if `descending`. The
 * keys are sampled by a survey; up to 20 per partition all are taken.
 */
export const ranges = (
  parent: RddNode,
  numPartitions: number,
  descending: boolean,
  key: TaskFunction<AnyFunction> | undefined,
  name: string,
  site: CallSite | undefined,
): Placement => {
  const limit = numPartitions * SAMPLES
  const image = key?.fn
  const sampleOf = (element: unknown): unknown => {
    const [given] = pairOf(element, name, site)
    return image === undefined ? given : image(given)
  }
  const sampled = inSteps(
    parent,
    name,
    (partition, rows: readonly unknown[]) => {
      const places = placesOf(rows.length, limit, randoms(SEED, partition))
      const samples = Array.from(places, (place) => sampleOf(rows[place]))
      return [[{ count: rows.length, samples } satisfies Sampled]]
    },
    site,
  )
  const cut = (parts: readonly (readonly Sampled[])[]): Bounds =>
    boundsOf(cutSamples(samplesOf(parts.flat(), limit), numPartitions))
  const survey: Survey = {
    node: sampled,
    read: (parts) =>
      located(
        () => site,
        () => cut(parts),
      ),
  }
  const place = (given: unknown, bounds: Bounds): number => {
    const range = rangeOf(image === undefined ? given : image(given), bounds)
    return descending ? numPartitions - 1 - range : range
  }
  return Object.freeze({ kind: 'function', numPartitions, fn: own(place, name, site), survey })
}
