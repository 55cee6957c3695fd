import type { TaskFunction } from '../../closure/task-function.ts'
import type { CallSite } from '../../core/errors/tap-error.ts'
import type { Placement } from '../partitioner.ts'
import { identityOf } from './identity.ts'
import { Lineage } from './lineage.ts'
import {
  type AnyFunction,
  type EmittedNode,
  type MapStateNode,
  type MapStateParents,
  type MergeNode,
  type PerPartition,
  type RddNode,
  type RestoredNode,
  type SlideNode,
  type SlideParents,
  type StateNode,
  type StateParents,
  nextId,
} from './nodes.ts'

const over = (like: RddNode, name: string, site: CallSite | undefined) => ({
  id: nextId(),
  name,
  identity: identityOf([like], name),
  numPartitions: like.numPartitions,
  partitioner: like.partitioner,
  site,
})

/** The panes of a window, merged: by a function, or lists behind each other. `panes` is not empty. */
export const merge = (
  panes: readonly RddNode[],
  name: string,
  fn: TaskFunction<AnyFunction> | undefined,
  site: CallSite | undefined = fn?.site,
): MergeNode =>
  Object.freeze({ kind: 'merge', ...over(panes[0]!, name, site), from: new Lineage({ panes }), fn })

export const slide = (
  parents: SlideParents,
  name: string,
  { fn, inverse }: Pick<SlideNode, 'fn' | 'inverse'>,
): SlideNode =>
  Object.freeze({
    kind: 'slide',
    ...over(parents.previous, name, fn.site),
    from: new Lineage(parents),
    fn,
    inverse,
  })

/** `previous` or `values` is given, or both. */
export const state = (
  parents: StateParents,
  name: string,
  update: TaskFunction<AnyFunction>,
  perPartition?: PerPartition,
): StateNode => {
  const { previous, values } = parents
  return Object.freeze({
    kind: 'state',
    ...over((previous ?? values)!, name, update.site),
    from: new Lineage(parents),
    update,
    perPartition,
  })
}

/** `partitioner` is that of the parents, of which there may be none. */
export const mapState = (
  parents: MapStateParents,
  name: string,
  options: Pick<MapStateNode, 'fn' | 'space' | 'time' | 'timed' | 'touches' | 'idleBefore'> & {
    readonly partitioner: Placement
  },
): MapStateNode => {
  const { partitioner, ...rest } = options
  const given = [parents.previous, parents.initial, parents.records].filter((n) => n !== undefined)
  return Object.freeze({
    kind: 'mapState',
    id: nextId(),
    name,
    identity: identityOf(given.slice(0, 1), name),
    numPartitions: partitioner.numPartitions,
    partitioner,
    site: options.fn.site,
    from: new Lineage(parents),
    ...rest,
  })
}

export const emitted = (parent: MapStateNode): EmittedNode =>
  Object.freeze({
    kind: 'emitted',
    id: nextId(),
    name: parent.name,
    identity: identityOf([parent], 'emitted'),
    numPartitions: parent.numPartitions,
    partitioner: undefined,
    site: parent.site,
    parent,
  })

/** Stands for columns that the engine is given by `restore`. */
export const restored = (
  name: string,
  partitioner: Placement,
  site: CallSite | undefined,
): RestoredNode => {
  const from = new Lineage<Record<string, never>>({})
  from.cut()
  return Object.freeze({
    kind: 'restored',
    id: nextId(),
    name,
    identity: identityOf([], name),
    numPartitions: partitioner.numPartitions,
    partitioner,
    site,
    from,
  })
}
