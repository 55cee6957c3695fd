import type { TaskFunction } from '../../closure/task-function.ts'
import {
  type AnyFunction,
  type MergeNode,
  type RddNode,
  type SlideNode,
  type StateNode,
  nextId,
} from './nodes.ts'

const over = (like: RddNode, name: string, fn: TaskFunction<AnyFunction>) => ({
  id: nextId(),
  name,
  identity: `${like.identity}/${name}`,
  numPartitions: like.numPartitions,
  partitioner: like.partitioner,
  site: fn.site,
})

/** The panes of a window, merged. `panes` is not empty. */
export const merge = (
  panes: readonly RddNode[],
  name: string,
  fn: TaskFunction<AnyFunction>,
): MergeNode => Object.freeze({ kind: 'merge', ...over(panes[0]!, name, fn), panes, fn })

export const slide = (
  window: Pick<SlideNode, 'previous' | 'leaving' | 'entering' | 'fn' | 'inverse'>,
  name: string,
): SlideNode =>
  Object.freeze({ kind: 'slide', ...over(window.previous, name, window.fn), ...window })

/** `previous` or `values` is given, or both. */
export const state = (
  previous: RddNode | undefined,
  values: RddNode | undefined,
  name: string,
  update: TaskFunction<AnyFunction>,
): StateNode =>
  Object.freeze({
    kind: 'state',
    ...over((previous ?? values)!, name, update),
    // The lineage of a state does not grow with every batch.
    identity: `${(values ?? previous)!.identity.replace(/\/groupByKey$/, '')}/${name}`,
    previous,
    values,
    update,
  })
