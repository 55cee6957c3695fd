import type { TaskFunction } from '../../closure/task-function.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { reduceByKey } from '../../rdd/operators/reduce-by-key.ts'
import type { AnyFunction } from '../../rdd/plan/nodes.ts'
import type { DStream } from '../dstream.ts'
import type { WindowLengths } from './durations.ts'
import { windowed } from './windowed.ts'

export interface ReducedWindow {
  readonly name: string
  readonly fn: TaskFunction<AnyFunction>
  readonly inverse: TaskFunction<AnyFunction> | undefined
  readonly partitioner: Placement
  readonly lengths: WindowLengths
}

/** `fn` of all values of each key of the window. */
export const reduceByKeyAndWindow = (
  parent: DStream<unknown>,
  { name, fn, inverse, partitioner, lengths }: ReducedWindow,
): DStream<unknown> =>
  windowed(parent, {
    name,
    site: fn.site,
    lengths,
    partitioner,
    pane: (batch, space) => reduceByKey(batch, fn, partitioner, { name, space }),
    fn,
    inverse,
  })
