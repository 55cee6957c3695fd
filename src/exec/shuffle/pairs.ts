import type { Column } from '../../columns/column.ts'
import type { KeyedColumns } from '../../columns/key-space.ts'

/** Keys and values, aligned. */
export interface Pairs {
  readonly keys: readonly unknown[]
  readonly values: Column
}

/** Columns as keys and values, in the order of their ids. */
const keysOf = (all: readonly unknown[], ids: Uint32Array): unknown[] => {
  const keys: unknown[] = []
  for (let i = 0; i < ids.length; i++) keys.push(all[ids[i]!])
  return keys
}

export const pairsOf = ({
  space,
  ids,
  values,
}: KeyedColumns): Pairs & { readonly kind: 'pairs' } => ({
  kind: 'pairs',
  keys: keysOf(space.table.keys, ids),
  values,
})
