import type { TaskFunction } from '../../closure/task-function.ts'
import { identityOf } from './identity.ts'
import type { Survey } from './survey.ts'
import {
  type AnyFunction,
  type NarrowNode,
  type NarrowOp,
  type RddNode,
  type Side,
  nextId,
} from './nodes.ts'

/** The one constructor of narrow nodes: everything narrow is one of five kinds. */
export const narrow = (
  parent: RddNode,
  name: string,
  op: NarrowOp,
  side: Side,
  fn: TaskFunction<AnyFunction>,
  keeps: 'partitioner' | 'nothing' = 'nothing',
  survey?: Survey,
  takes?: 'rows',
): NarrowNode =>
  Object.freeze({
    kind: 'narrow',
    id: nextId(),
    name,
    op,
    side,
    parent,
    fn,
    identity: identityOf([parent], name),
    numPartitions: parent.numPartitions,
    partitioner: keeps === 'partitioner' ? parent.partitioner : undefined,
    site: fn.site,
    ...(survey !== undefined && { survey }),
    ...(takes !== undefined && { takes }),
  })
