import { copied } from '../../../core/copied.ts'
import { Time } from '../../../core/time.ts'
import type { KeyedColumns, KeySpacePartition } from '../../../columns/key-space.ts'
import type { PerPartition } from '../../../rdd/plan/nodes.ts'
import { helpersFor } from '../../scheduler/blame.ts'
import { Pace } from '../../scheduler/pace.ts'
import type { ColumnsWork } from '../../scheduler/task.ts'
import type { ColumnsTools } from './run-columns.ts'
import { walk } from './walk.ts'

type Work = Extract<ColumnsWork, { kind: 'state' }>
type Entry = [key: unknown, values: unknown[], state: unknown]

/** Every key that has state or new values, once: those with state in its order, then the new ones in theirs. */
const entries = function* (
  { table }: KeySpacePartition,
  previous: KeyedColumns | undefined,
  values: KeyedColumns | undefined,
): Generator<Entry> {
  const places = new Map(Array.from(values?.ids ?? [], (id, i) => [id, i]))
  const valuesAt = (i: number | undefined): unknown[] =>
    i === undefined ? [] : [...(values!.values[i] as readonly unknown[])]
  for (const [i, id] of (previous?.ids ?? []).entries()) {
    const at = places.get(id)
    places.delete(id)
    // The state belongs to the version before, and functions may change what they are given.
    yield [table.keys[id], valuesAt(at), copied(previous!.values[i])]
  }
  for (const [id, at] of places) yield [table.keys[id], valuesAt(at), undefined]
}

/** State by a function that is called once, with an iterator of `[key, values, state]`, and gives `[key, state]` pairs. */
export const updatePartition = async (
  { slices, watch }: ColumnsTools,
  space: KeySpacePartition,
  { previous, values, update }: Work,
  { time }: PerPartition,
): Promise<{ ids: number[]; values: unknown[] }> => {
  const { notPair, spread } = helpersFor(watch.operators)
  const states = new Map<number, unknown>()
  const pace = new Pace(slices)
  let iterator: Iterator<unknown> | undefined

  const start = (): Iterator<unknown> => {
    const all = entries(space, previous, values)
    const made: unknown = time === undefined ? update.fn(all) : update.fn(new Time(time), all)
    const iterable =
      typeof (made as Iterable<unknown> | undefined)?.[Symbol.iterator] === 'function'
    return (iterable ? (made as Iterable<unknown>) : spread(made, 0))[Symbol.iterator]()
  }

  const take = (pair: unknown): void => {
    if (!Array.isArray(pair) || pair.length !== 2) return notPair(pair, 0)
    const [key, state] = pair as [unknown, unknown]
    // An id that nobody will hold must not be taken.
    if (state !== null && state !== undefined) states.set(space.table.slot(key), state)
  }

  await walk(slices, () => {
    iterator ??= start()
    for (let n = 0; ; n++) {
      if (n >= pace.stride) {
        n = 0
        if (pace.over()) return true
      }
      const step = iterator.next()
      if (step.done === true) return false
      take(step.value)
    }
  })
  return { ids: [...states.keys()], values: [...states.values()] }
}
