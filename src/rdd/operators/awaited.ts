import type { TaskFunction } from '../../closure/task-function.ts'
import { narrow } from '../plan/narrow.ts'
import type { AnyFunction, Awaiting, NarrowNode, RddNode } from '../plan/nodes.ts'

export type AsyncName = 'mapAsync' | 'flatMapAsync' | 'filterAsync'

const GIVES: Readonly<Record<AsyncName, Awaiting['gives']>> = {
  mapAsync: 'map',
  flatMapAsync: 'flatMap',
  filterAsync: 'filter',
}

/** What the promises of `fn` give, in the order of the elements; so many calls are under way at once. */
export const awaited = (
  parent: RddNode,
  name: AsyncName,
  fn: TaskFunction<AnyFunction>,
  concurrency: number,
): NarrowNode => {
  const keeps = name === 'filterAsync' ? 'partitioner' : 'nothing'
  const awaits = { gives: GIVES[name], concurrency }
  return Object.freeze({ ...narrow(parent, name, 'mapPartitions', 'element', fn, keeps), awaits })
}
