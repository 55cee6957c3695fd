import * as fc from 'fast-check'
import { NewColumn } from '../../columns/new-column.ts'
import { copied } from '../../core/copied.ts'
import { describe, expect, it } from 'vitest'
import {
  mergeColumn as merge,
  type MergeRun,
  type SlideRun,
  slideWindow as slide,
  type StateRun,
  updateState as update,
} from './kernels.ts'

// A copy that is not the value: what is folded must be a copy where it is an object.
const mergeColumn = (run: MergeRun, f: Fold): boolean => merge(run, f, copied)
const slideWindow = (run: SlideRun, f: Fold, inverse: Fold): boolean =>
  slide(run, f, inverse, copied)
const updateState = (
  run: StateRun,
  f: (values: readonly unknown[], state: unknown) => unknown,
): boolean => update(run, f, copied)

const LIMIT = 40

type Fold = (a: unknown, b: unknown) => unknown
const add: Fold = (a, b) => (a as number) + (b as number)
const subtract: Fold = (a, b) => (a as number) - (b as number)
const list: Fold = (a, b) => `${String(a)},${String(b)}`

/** Distinct ids with values, as columns have them. */
const columnOf = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: LIMIT - 1 }), fc.integer({ min: -9, max: 9 })), {
    selector: ([id]) => id,
    maxLength: 20,
  })
  .map((pairs) => ({ ids: pairs.map(([id]) => id), values: pairs.map(([, value]) => value) }))

type Columns = { readonly ids: readonly number[]; readonly values: readonly unknown[] }

const never = (): boolean => false
const always = (): boolean => true

/** Enters until the kernel is done; how often it left before. */
const through = (kernel: () => boolean): number => {
  let left = 0
  while (kernel()) if (++left > 10_000) throw new Error('does not end')
  return left
}

const mergeRun = (over: () => boolean): MergeRun => ({
  scratch: new Int32Array(LIMIT),
  ids: [],
  out: [],
  counts: [],
  inIds: [],
  inValues: [],
  inCounts: undefined,
  i: 0,
  pace: { stride: 64, over },
  own: [],
})

const merged = (columns: readonly Columns[], f: Fold, over = never): MergeRun => {
  const run = mergeRun(over)
  for (const { ids, values } of columns) {
    Object.assign(run, { inIds: ids, inValues: values, i: 0 })
    through(() => mergeColumn(run, f))
  }
  return run
}

const entries = ({
  ids,
  out,
  counts,
}: {
  ids: ArrayLike<number>
  out: readonly unknown[]
  counts: ArrayLike<number>
}): unknown[] => out.map((value, i) => [ids[i], value, counts[i]])

describe('mergeColumn', () => {
  it('folds values per id in the order of the columns, ids in first-seen order', () => {
    fc.assert(
      fc.property(fc.array(columnOf, { maxLength: 5 }), (columns) => {
        const expected = new Map<number, [unknown, number]>()
        for (const { ids, values } of columns) {
          for (const [i, id] of ids.entries()) {
            const [value, count] = expected.get(id) ?? []
            expected.set(id, [
              count === undefined ? values[i] : list(value, values[i]),
              (count ?? 0) + 1,
            ])
          }
        }
        const found = [...expected].map(([id, [value, count]]) => [id, value, count])
        expect(entries(merged(columns, list))).toEqual(found)
        expect(entries(merged(columns, list, always))).toEqual(found)
      }),
    )
  })

  it('adds the counts that columns bring along', () => {
    const run = mergeRun(never)
    Object.assign(run, { inIds: [1, 2], inValues: [10, 20], inCounts: [3, 4] })
    mergeColumn(run, add)
    Object.assign(run, { inIds: [2, 5], inValues: [1, 1], inCounts: [5, 6], i: 0 })
    mergeColumn(run, add)
    expect(entries(run)).toEqual([
      [1, 10, 3],
      [2, 21, 9],
      [5, 1, 6],
    ])
  })

  it('takes undefined as a value', () => {
    const both = { ids: [3], values: [undefined] }
    expect(entries(merged([both, both], (a, b) => [a, b]))).toEqual([
      [3, [undefined, undefined], 2],
    ])
  })

  it('leaves with its cursor after 64 elements when the time is up', () => {
    const ids = Array.from({ length: 1000 }, (_, i) => i)
    const run = { ...mergeRun(always), scratch: new Int32Array(1000), inIds: ids, inValues: ids }
    expect(mergeColumn(run, add)).toBe(true)
    expect(run.i).toBe(64)
    expect(through(() => mergeColumn(run, add))).toBeGreaterThan(10)
    expect(run.ids).toEqual(ids)
  })
})

const places = (ids: readonly number[]): Int32Array => {
  const out = new Int32Array(LIMIT)
  for (const [i, id] of ids.entries()) out[id] = i + 1
  return out
}

const slid = (
  previous: MergeRun,
  leaving: readonly Columns[],
  entering: readonly Columns[],
  over: () => boolean,
): SlideRun => {
  const [left, came] = [merged(leaving, add), merged(entering, add)]
  const run: SlideRun = {
    ids: new Uint32Array(LIMIT),
    out: [],
    counts: new Uint32Array(LIMIT),
    i: 0,
    pace: { stride: 64, over },
    undone: undefined,
    previous: { ids: previous.ids, values: previous.out, counts: previous.counts },
    leaving: { values: left.out, counts: left.counts, places: places(left.ids) },
    entering: { ids: came.ids, values: came.out, counts: came.counts, places: places(came.ids) },
  }
  through(() => slideWindow(run, add, subtract))
  return run
}

const sorted = (run: Parameters<typeof entries>[0]): unknown[] =>
  (entries(run) as [number, unknown, number][]).toSorted(([a], [b]) => a - b)

describe('slideWindow', () => {
  it.each([
    ['at once', never],
    ['in pieces', always],
  ])('makes of a window the next one, as merging all its panes does: %s', (_, over) => {
    const panes = fc.array(columnOf, { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(panes, fc.nat(), fc.nat(), (all, a, b) => {
        const from = a % all.length
        const to = from + (b % (all.length - from))
        const before = all.slice(0, Math.max(to, 1))
        const next = slid(
          merged(before, add),
          before.slice(0, from),
          all.slice(before.length),
          over,
        )
        expect(sorted(next)).toEqual(sorted(merged(all.slice(Math.min(from, before.length)), add)))
      }),
    )
  })

  it('drops a key whose records have all left, and does not call the inverse for it', () => {
    const previous = merged(
      [
        { ids: [1, 2], values: [5, 6] },
        { ids: [2], values: [7] },
      ],
      add,
    )
    const calls: unknown[] = []
    const left = { ids: [1, 2], values: [5, 6] }
    const run: SlideRun = {
      ids: new Uint32Array(LIMIT),
      out: [],
      counts: new Uint32Array(LIMIT),
      i: 0,
      pace: { stride: 64, over: never },
      undone: undefined,
      previous: { ids: previous.ids, values: previous.out, counts: previous.counts },
      leaving: { values: left.values, counts: [1, 1], places: places(left.ids) },
      entering: { ids: [], values: [], counts: [], places: places([]) },
    }
    slideWindow(run, add, (a, b) => {
      calls.push([a, b])
      return subtract(a, b)
    })
    expect(entries(run)).toEqual([[2, 7, 1]])
    expect(calls).toEqual([[13, 6]])
  })

  it('takes the new value as it is for a key that left and came', () => {
    const previous = merged([{ ids: [1], values: [5] }], add)
    const next = slid(
      previous,
      [{ ids: [1], values: [5] }],
      [{ ids: [1, 3], values: [8, 9] }],
      never,
    )
    expect(entries(next)).toEqual([
      [1, 8, 1],
      [3, 9, 1],
    ])
  })
})

interface Call {
  readonly values: readonly unknown[]
  readonly state: unknown
}

const stateRun = (previous: Columns, batch: Columns, over: () => boolean): StateRun => {
  const scratch = new Int32Array(LIMIT)
  for (const [i, id] of batch.ids.entries()) scratch[id] = i + 1
  return {
    scratch,
    out: new NewColumn(),
    gone: [],
    came: [],
    i: 0,
    pace: { stride: 64, over },
    previousIds: previous.ids,
    previousValues: previous.values,
    batchIds: batch.ids,
    groups: batch.values as readonly (readonly unknown[])[],
  }
}

const stateOf = ({
  previousIds,
  gone,
  came,
  out,
}: StateRun): { ids: number[]; out: unknown[] } => ({
  ids: [...Array.from(previousIds).filter((_, place) => !gone.includes(place)), ...came],
  out: [...out.done()],
})

describe('updateState', () => {
  const groups = columnOf.map(({ ids, values }) => ({
    ids,
    values: values.map((value) => [value]),
  }))

  it.each([
    ['at once', never],
    ['in pieces', always],
  ])('calls the function once per key with state or values, old keys first: %s', (_, over) => {
    fc.assert(
      fc.property(columnOf, groups, (previous, batch) => {
        const calls: Call[] = []
        const run = stateRun(previous, batch, over)
        through(() =>
          updateState(run, (values, state) => {
            calls.push({ values: [...values], state })
            return ((state as number | undefined) ?? 0) + values.length
          }),
        )
        const old = previous.ids.map((id, i) => {
          const at = batch.ids.indexOf(id)
          return { id, values: at < 0 ? [] : batch.values[at]!, state: previous.values[i] }
        })
        const fresh = batch.ids
          .map((id, i) => ({ id, values: batch.values[i]!, state: undefined }))
          .filter(({ id }) => !previous.ids.includes(id))
        const all = [...old, ...fresh]
        expect(calls).toEqual(all.map(({ values, state }) => ({ values, state })))
        expect(stateOf(run).ids).toEqual(all.map(({ id }) => id))
        expect(stateOf(run).out).toEqual(
          all.map(({ values, state }) => (state ?? 0) + values.length),
        )
        expect(run.came).toEqual(fresh.map(({ id }) => id))
      }),
    )
  })

  it.each([[null], [undefined]])('ends a key for which the function gives %s', (nothing) => {
    const run = stateRun(
      { ids: [1, 2], values: [0, 1] },
      { ids: [2, 3], values: [['x'], ['y']] },
      never,
    )
    through(() =>
      updateState(run, (values, state) => (values[0] === 'y' || state === 0 ? nothing : 'kept')),
    )
    expect(stateOf(run)).toEqual({ ids: [2], out: ['kept'] })
    expect(run.gone).toEqual([0])
  })

  it.each([[0], [false], [''], [Number.NaN]])('keeps a key whose state is %o', (state) => {
    const run = stateRun({ ids: [], values: [] }, { ids: [4], values: [[1]] }, never)
    through(() => updateState(run, () => state))
    expect(stateOf(run)).toEqual({ ids: [4], out: [state] })
  })
})
