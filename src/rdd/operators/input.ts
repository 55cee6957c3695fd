import { identityOf } from '../plan/identity.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import {
  type FilesNode,
  type FileSplit,
  type InputNode,
  type InputPartition,
  nextId,
} from '../plan/nodes.ts'

const leaf = (name: string, numPartitions: number, site: CallSite | undefined) => ({
  id: nextId(),
  name,
  identity: identityOf([], name),
  numPartitions,
  partitioner: undefined,
  site,
})

/** What a source received for one batch: one partition per block. */
export const inputNode = (
  partitions: readonly InputPartition[],
  name: string,
  site: CallSite | undefined,
  changed?: (partition: number) => void,
): InputNode =>
  Object.freeze({
    kind: 'input',
    ...leaf(name, partitions.length, site),
    partitions,
    ...(changed !== undefined && { changed }),
  })

/** Lines of files: one partition per split. */
export const filesNode = (
  splits: readonly FileSplit[],
  name: string,
  site: CallSite | undefined,
): FilesNode => Object.freeze({ kind: 'files', ...leaf(name, splits.length, site), splits })
