import type { Column } from '../../columns/column.ts'
import type { KeyedColumns } from '../../columns/key-space.ts'

/** Keys and values, aligned. */
export interface Pairs {
  readonly keys: readonly unknown[]
  readonly values: Column
}

/** Columns as keys and values, in the order of their ids. */
export const pairsOf = ({
  space,
  ids,
  values,
}: KeyedColumns): Pairs & { readonly kind: 'pairs' } => ({
  kind: 'pairs',
  keys: Array.from(ids, (id) => space.table.keys[id]),
  values,
})
