import { KeySpace } from '../../columns/key-space.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { RDD } from '../../rdd/index.ts'
import { within } from '../../rdd/plan/identity.ts'
import { reduceByKey } from '../../rdd/operators/reduce-by-key.ts'
import type { AnyFunction, RddNode } from '../../rdd/plan/nodes.ts'
import type { Millis } from '../../core/duration.ts'
import type { RddOf } from '../graph/stream-node.ts'
import { defineStream } from '../define.ts'
import type { DStream } from '../dstream.ts'

/** Each batch reduced by key, as columns over one key space that all windows on it share. */
export const panesOf = (
  parent: DStream<unknown>,
  fn: TaskFunction<AnyFunction>,
  partitioner: Placement,
): DStream<unknown> => {
  const space = new KeySpace()
  const stream: DStream<unknown> = defineStream(parent.ssc, {
    name: 'panes',
    site: fn.site,
    parents: [parent.node],
    slide: parent.node.slide,
    keyed: true,
    compute: async (time, of) => {
      const rdd = await of(parent.node, time)
      if (rdd === null) return null
      const reduced = within(stream.node.identity, () =>
        reduceByKey(rdd.node, fn, partitioner, { name: 'panes', space }),
      )
      return new RDD(rdd.context, reduced)
    },
  })
  return stream
}

/** The nodes of a pane stream at several times, where it has any. */
export const paneNodes = async (
  panes: DStream<unknown>,
  times: readonly Millis[],
  of: RddOf,
): Promise<RddNode[]> => {
  const rdds = await Promise.all(times.map((time) => of(panes.node, time)))
  return rdds.flatMap((rdd) => (rdd === null ? [] : [rdd.node]))
}
