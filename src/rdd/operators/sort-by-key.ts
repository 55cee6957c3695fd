import type { CallSite } from '../../core/errors/tap-error.ts'
import { SortKeys } from '../../columns/sort-keys.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { AnyFunction, NarrowNode, RddNode } from '../plan/nodes.ts'
import { shuffle } from '../plan/shuffle.ts'
import { coalesce } from './coalesce.ts'
import { inSteps, STEP } from './in-steps.ts'
import { pairOf } from './pair-of.ts'
import { ranges } from './ranges.ts'

export interface Sorting {
  readonly ascending: boolean
  /** What keys are ordered by; default: themselves. */
  readonly key: TaskFunction<AnyFunction> | undefined
  /** What comes out of each pair. */
  readonly gives: 'pair' | 'value'
  readonly name: string
  readonly site: CallSite | undefined
}

const NOTHING: readonly never[] = Object.freeze([])

type Pair = readonly [unknown, unknown]

/** A loop of its own: it is compiled better than one of a generator. */
const addKeys = (
  keys: SortKeys,
  rows: readonly unknown[],
  { key, name, site }: Sorting,
  from: number,
  to: number,
): void => {
  const image = key?.fn
  for (let i = from; i < to; i++) {
    const given = pairOf(rows[i], name, site)[0]
    keys.add(image === undefined ? given : image(given))
  }
}

const listOf = (
  pairs: readonly Pair[],
  places: Uint32Array,
  gives: Sorting['gives'],
  from: number,
  to: number,
): unknown[] => {
  const list: unknown[] = []
  if (gives === 'pair') for (let i = from; i < to; i++) list.push(pairs[places[i]!])
  else for (let i = from; i < to; i++) list.push(pairs[places[i]!]![1])
  return list
}

const sorted = function* (
  rows: readonly unknown[],
  sorting: Sorting,
): Generator<readonly unknown[]> {
  const { length } = rows
  const keys = new SortKeys(length)
  for (let from = 0; from < length; from += STEP) {
    addKeys(keys, rows, sorting, from, Math.min(length, from + STEP))
    yield NOTHING
  }
  const ordering = keys.order(!sorting.ascending)
  let step = ordering.next()
  for (; step.done !== true; step = ordering.next()) yield NOTHING
  for (let from = 0; from < length; from += STEP) {
    yield listOf(
      rows as readonly Pair[],
      step.value,
      sorting.gives,
      from,
      Math.min(length, from + STEP),
    )
  }
}

/** The pairs of each partition in the order of their keys; equal keys keep their order. */
export const sortWithin = (parent: RddNode, sorting: Sorting): NarrowNode =>
  inSteps(
    parent,
    sorting.name,
    (_, rows) => sorted(rows, sorting),
    sorting.site,
    sorting.gives === 'pair' ? 'partitioner' : 'nothing',
  )

/** All pairs in the order of their keys, cut into ranges of about equal weight. */
export const sortByKey = (parent: RddNode, numPartitions: number, sorting: Sorting): NarrowNode => {
  const { ascending, key, name, site } = sorting
  if (numPartitions === 1) return sortWithin(coalesce(parent, 1, site, name), sorting)
  const partitioner = ranges(parent, numPartitions, !ascending, key, name, site)
  return sortWithin(shuffle(parent, { name, partitioner, site }), sorting)
}
