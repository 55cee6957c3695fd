import type { CallSite } from '../../core/errors/tap-error.ts'
import { identityOf } from '../plan/identity.ts'
import { type SlicesNode, nextId } from '../plan/nodes.ts'

/** Scala's slicing: partition i holds the elements floor(i·n/p) … floor((i+1)·n/p)−1. */
export const sliced = <T>(data: readonly T[], numSlices: number): T[][] =>
  Array.from({ length: numSlices }, (_, i) =>
    data.slice(
      Math.floor((i * data.length) / numSlices),
      Math.floor(((i + 1) * data.length) / numSlices),
    ),
  )

/** Elements given by the driver. */
export const slicesNode = (
  slices: readonly (readonly unknown[])[],
  name: string,
  site: CallSite | undefined,
): SlicesNode =>
  Object.freeze({
    kind: 'slices',
    id: nextId(),
    name,
    identity: identityOf([], name),
    numPartitions: slices.length,
    partitioner: undefined,
    site,
    slices,
  })
