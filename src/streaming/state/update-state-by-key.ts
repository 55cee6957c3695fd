import { KeySpace } from '../../columns/key-space.ts'
import type { TaskFunction } from '../../closure/task-function.ts'
import type { AnyFunction, RddNode } from '../../rdd/plan/nodes.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { RDD } from '../../rdd/index.ts'
import { within } from '../../rdd/plan/identity.ts'
import { groupByKey } from '../../rdd/operators/group-by-key.ts'
import { state } from '../../rdd/plan/keyed.ts'
import { defineStream } from '../define.ts'
import type { DStream } from '../dstream.ts'
import { seededState } from './initial-rdd.ts'

export const OPERATOR = 'updateStateByKey'

interface Options {
  /** Default: updateStateByKey. */
  readonly name?: string
  readonly update: TaskFunction<AnyFunction>
  readonly partitioner: Placement
  readonly initial: RDD<unknown> | undefined
  /** `update` is called once per partition, or once with the time before. */
  readonly perPartition?: 'plain' | 'timed' | undefined
}

/**
 * The state of every key after each batch: `update(values, state)` is called for each key that has either, and a key
 * whose result is null or undefined is gone. The initial state counts as the state before the first batch.
 */
export const updateStateByKey = (
  parent: DStream<unknown>,
  { name = OPERATOR, update, partitioner, initial, perPartition }: Options,
): DStream<unknown> => {
  const { ssc } = parent
  const { slide } = parent.node
  const { site } = update
  const space = new KeySpace()
  let seed: RddNode | undefined

  const seeded = (): RddNode | undefined =>
    (seed ??= initial && seededState(initial, stream, partitioner, space))

  const stream: DStream<unknown> = defineStream(ssc, {
    name,
    site,
    parents: [parent.node],
    slide,
    carries: true,
    keyed: true,
    saved: { kind: 'state', space, partitioner, shape: 'state' },
    compute: async (time, of) => {
      const before = time - slide > ssc.graph.zeroTime ? await of(stream.node, time - slide) : null
      const rdd = await of(parent.node, time)
      const values =
        rdd === null
          ? undefined
          : within(`${stream.node.identity}.values`, () =>
              groupByKey(rdd.node, partitioner, site, { space }),
            )
      // The initial state enters with the first RDD of the parent.
      const previous = before?.node ?? (values === undefined ? undefined : seeded())
      if (previous === undefined && values === undefined) return null
      const how = perPartition && { time: perPartition === 'timed' ? time : undefined }
      const node = within(stream.node.identity, () =>
        state({ previous, values }, name, update, how),
      )
      return new RDD(ssc.sparkContext, node)
    },
  })
  return stream
}
