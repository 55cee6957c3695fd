import { getHeapStatistics } from 'node:v8'
import type { EventBus } from '../../core/events.ts'
import type { FileSystem } from '../../io/file-system.ts'
import { fileSystemFor } from '../../io/file-url.ts'
import { RowStore } from './row-store.ts'
import { SpillFolder } from './spill-folder.ts'

export interface StorageOptions {
  /** Bytes of kept rows in memory; default: a share of what the process may use. */
  readonly limit?: number | undefined
  /** Where a temporary folder is made for rows that find no room; default: the system's place for such. */
  readonly folder?: string | undefined
  readonly files?: FileSystem
}

/** Spark gives about as much of its heap to what is kept. */
const SHARE = 0.3

/** The store of one engine; what it has to say goes to the bus. */
export const openRowStore = (
  events: EventBus,
  { limit, folder, files = fileSystemFor('') }: StorageOptions,
): RowStore =>
  new RowStore({
    limit: limit ?? Math.floor(getHeapStatistics().heap_size_limit * SHARE),
    disk: new SpillFolder(files, folder),
    notice: (once, text) => events.post({ type: 'Notice', once, text }),
  })
