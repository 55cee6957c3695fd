import type { Column } from '../columns/column.ts'

/** One partition of a node over a key space, by keys, in their order: what can leave the process. */
export interface SavedColumns {
  readonly keys: readonly unknown[]
  readonly values: Column
  readonly counts?: Uint32Array
  readonly times?: Float64Array
}

/** What makes a partition of one version that of a later one: keys that went, and values that are new. */
export interface SavedChange extends SavedColumns {
  readonly gone: readonly unknown[]
}
