import { canonical } from '../../columns/arbitrary-key.fixture.ts'
import type { SinkKind } from './shape.ts'

export type AnyFn = (...args: unknown[]) => unknown

const joined: AnyFn = (a, b) => `(${String(a)} ${String(b)})`
const created: AnyFn = (v) => `<${String(v)}>`

export const SINKS: Readonly<
  Record<SinkKind, { readonly paired: boolean; readonly fns: readonly AnyFn[] }>
> = {
  rows: { paired: false, fns: [] },
  take: { paired: false, fns: [] },
  count: { paired: false, fns: [] },
  combine: { paired: true, fns: [joined] },
  combineWith: { paired: true, fns: [created, joined] },
  group: { paired: true, fns: [] },
  place: { paired: true, fns: [] },
  deal: { paired: false, fns: [] },
  reduce: { paired: false, fns: [joined] },
  foreach: { paired: false, fns: [] },
}

export const LIMIT = 5
export const BUCKETS = 3
export const placed = (key: unknown): number => canonical(key).length % BUCKETS

/** What each sink makes of the elements, in three lines. */
export const ORACLES: Readonly<Record<SinkKind, (elements: readonly unknown[]) => unknown>> = {
  rows: (all) => all,
  take: (all) => all.slice(0, LIMIT),
  count: (all) => all.length,
  combine: (all) => folded(all, (v) => v, joined),
  combineWith: (all) => folded(all, created, joined),
  group: (all) =>
    folded(
      all,
      (v) => [v],
      (list, v) => [...(list as unknown[]), v],
    ),
  place: (all) =>
    buckets((bucket) => all.filter((pair) => placed((pair as unknown[])[0]) === bucket)),
  deal: (all) => buckets((bucket) => all.filter((_, i) => i % BUCKETS === bucket)),
  reduce: (all) => (all.length === 0 ? [] : [all.reduce((a, b) => joined(a, b))]),
  foreach: (all) => all,
}

const buckets = (of: (bucket: number) => unknown): unknown[] =>
  Array.from({ length: BUCKETS }, (_, bucket) => of(bucket))

const folded = (all: readonly unknown[], create: AnyFn, merge: AnyFn): unknown => {
  const values = new Map<string, [unknown, unknown]>()
  for (const [key, value] of all as [unknown, unknown][]) {
    const entry = values.get(canonical(key))
    if (entry === undefined) values.set(canonical(key), [key, create(value)])
    else entry[1] = merge(entry[1], value)
  }
  return [...values.values()]
}
