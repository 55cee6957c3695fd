import { copied } from '../../core/copied.ts'
import type { Column } from '../../columns/column.ts'
import type { KeyedColumns } from '../../columns/key-space.ts'
import type { Slices } from '../scheduler/slice.ts'

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

/**
 * As `pairsOf`, for functions of the user, which may change what they are given: objects are copies, so that what is
 * kept for later batches stays as it is.
 */
export const ownPairsOf = async (
  columns: KeyedColumns,
  slices: Slices,
): Promise<Pairs & { readonly kind: 'pairs' }> => {
  const pairs = pairsOf(columns)
  const copies = async (items: readonly unknown[]): Promise<readonly unknown[]> => {
    if (!items.some((item) => typeof item === 'object' && item !== null)) return items
    const out: unknown[] = []
    for (const item of items) {
      out.push(copied(item))
      if ((out.length & 255) === 0) await slices.pause()
    }
    return out
  }
  const { keys, values } = pairs
  return {
    kind: 'pairs',
    keys: await copies(keys),
    values: values instanceof Float64Array ? values : await copies(values),
  }
}
