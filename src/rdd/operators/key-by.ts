import type { TaskFunction } from '../../closure/task-function.ts'
import { narrow } from '../plan/narrow.ts'
import type { AnyFunction, NarrowNode, RddNode } from '../plan/nodes.ts'

/** `[f(x), x]` for each element. */
export const keyBy = (
  parent: RddNode,
  f: TaskFunction<AnyFunction>,
  name = 'keyBy',
): NarrowNode => {
  const { fn, id, site } = f
  const keyed = (x: unknown): unknown => [fn(x), x]
  return narrow(parent, name, 'map', 'element', Object.freeze({ fn: keyed, id, site }))
}
