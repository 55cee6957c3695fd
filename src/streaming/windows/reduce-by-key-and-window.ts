import type { TaskFunction } from '../../closure/task-function.ts'
import type { Millis } from '../../core/duration.ts'
import type { Placement } from '../../rdd/partitioner.ts'
import { RDD } from '../../rdd/index.ts'
import { within } from '../../rdd/plan/identity.ts'
import { slicesNode } from '../../rdd/operators/slices.ts'
import { merge, slide as slideNode } from '../../rdd/plan/keyed.ts'
import type { AnyFunction, RddNode } from '../../rdd/plan/nodes.ts'
import { defineStream } from '../define.ts'
import type { DStream } from '../dstream.ts'
import type { RddOf } from '../graph/stream-node.ts'
import { type WindowLengths, timesIn } from './durations.ts'
import { paneNodes, panesOf } from './panes.ts'
import { twoStacks } from './two-stacks.ts'

export const OPERATOR = 'reduceByKeyAndWindow'

/** Above so many panes merging all of them for every slide costs more than two stacks of merged ones. */
export const MANY_PANES = 30

interface Options {
  readonly fn: TaskFunction<AnyFunction>
  readonly inverse: TaskFunction<AnyFunction> | undefined
  readonly partitioner: Placement
  readonly lengths: WindowLengths
}

/**
 * One value per key of the window. With an inverse the window is made from the one before it: what left is undone,
 * what came is added. Without one its panes are merged, in their order.
 */
export const reduceByKeyAndWindow = (
  parent: DStream<unknown>,
  { fn, inverse, partitioner, lengths }: Options,
): DStream<unknown> => {
  const { ssc } = parent
  const { length, slide } = lengths
  const panes = panesOf(parent, fn, partitioner)
  const step = parent.node.slide
  const { sparkContext } = ssc
  const empty = (): RddNode =>
    slicesNode(
      Array.from({ length: partitioner.numPartitions }, () => []),
      OPERATOR,
      fn.site,
    )
  const inWindow = (time: Millis): Millis[] =>
    timesIn(time - length, time, step, ssc.graph.zeroTime)

  const whole = async (time: Millis, of: RddOf): Promise<RddNode> => {
    const nodes = await paneNodes(panes, inWindow(time), of)
    return within(stream.node.identity, () =>
      nodes.length === 0 ? empty() : merge(nodes, OPERATOR, fn),
    )
  }

  if (inverse === undefined && length / step > MANY_PANES && slide < length) {
    return twoStacks(panes, { fn, lengths, empty, name: OPERATOR })
  }

  const stream: DStream<unknown> = defineStream(ssc, {
    name: OPERATOR,
    site: fn.site,
    parents: [panes.node],
    slide,
    lookBack: length,
    carries: inverse !== undefined,
    keyed: true,
    compute: async (time, of) => {
      // Windows that do not overlap have nothing to undo.
      const previous =
        inverse === undefined || slide >= length ? null : await of(stream.node, time - slide)
      if (inverse === undefined || previous === null || previous.node.kind === 'slices') {
        return new RDD(sparkContext, await whole(time, of))
      }
      const zero = ssc.graph.zeroTime
      const leaving = timesIn(time - slide - length, time - length, step, zero)
      const entering = timesIn(time - slide, time, step, zero)
      const parents = {
        previous: previous.node,
        leaving: await paneNodes(panes, leaving, of),
        entering: await paneNodes(panes, entering, of),
      }
      const node = within(stream.node.identity, () => slideNode(parents, OPERATOR, { fn, inverse }))
      return new RDD(sparkContext, node)
    },
  })
  return stream
}
